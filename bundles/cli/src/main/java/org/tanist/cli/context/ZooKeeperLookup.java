package org.tanist.cli.context;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.tanist.client.http.Address;
import org.tanist.client.zookeeper.ZooKeeperAccess;
import org.tanist.client.zookeeper.ZooKeeperAddress;
import org.tanist.client.zookeeper.ZooKeeperCluster;

/**
 * Asks ZooKeeper for the masters. The only class here, with the one that formats, that needs ZooKeeper's client; bin/tanist adds it to the
 * class path when {@code --zookeeper} is given.
 */
final class ZooKeeperLookup {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private ZooKeeperLookup() {}

    static List<Address> masters(String ensemble, Duration limit) {
        Duration wait = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        try (ZooKeeperCluster cluster = ZooKeeperCluster.open(
                ZooKeeperAddress.parse(ensemble), ZooKeeperAccess.of(MasterSources.zookeeperKeys()), wait)) {
            return cluster.masters();
        } catch (IOException e) {
            throw new Failure(ExitCode.NO_ACTIVE, "--zookeeper " + ensemble + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--zookeeper " + ensemble + ": " + e.getMessage());
        }
    }
}
