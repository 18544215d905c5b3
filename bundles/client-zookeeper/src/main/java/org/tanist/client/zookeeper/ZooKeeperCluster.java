package org.tanist.client.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.tanist.client.http.Address;

/** The znodes of one cluster, as a client sees them. */
public final class ZooKeeperCluster implements AutoCloseable {
    private static final String DEFAULT_PATH = "/tanist";
    private static final int SESSION_MILLIS = 10_000;
    private static final int DELETE_BATCH = 500;

    private final ZooKeeper zookeeper;
    private final String path;
    private final List<ACL> rights;

    private ZooKeeperCluster(ZooKeeper zookeeper, String path, List<ACL> rights) {
        this.zookeeper = zookeeper;
        this.path = path;
        this.rights = rights;
    }

    /**
     * Connects.
     *
     * @param address {@code host:port,host:port/path}; without a path {@code /tanist}
     * @param digest {@code user:password}, or empty
     * @param limit longest wait for a connection
     * @throws IOException if no server is reached in time
     */
    public static ZooKeeperCluster open(String address, String digest, Duration limit) throws IOException {
        int slash = address.indexOf('/');
        String hosts = slash < 0 ? address : address.substring(0, slash);
        String path = slash < 0 || slash == address.length() - 1 ? DEFAULT_PATH : address.substring(slash);
        Address.parseList(hosts);
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        ZooKeeper zookeeper = new ZooKeeper(hosts, SESSION_MILLIS, watcher, config);
        boolean secured = !digest.isEmpty();
        if (secured) {
            zookeeper.addAuthInfo("digest", digest.getBytes(StandardCharsets.UTF_8));
        }
        List<ACL> rights = secured ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        ZooKeeperCluster cluster = new ZooKeeperCluster(zookeeper, path, rights);
        try {
            if (connected.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return cluster;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.close();
        throw new IOException("no ZooKeeper server is reached at " + hosts + " within " + limit.toMillis()
                + " ms: check the address, and whether the servers have a quorum");
    }

    /** A call of ZooKeeper's client. */
    private interface Call<T> {
        T make() throws KeeperException, InterruptedException;
    }

    private <T> T call(String what, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (KeeperException.NoAuthException e) {
            throw new IOException("ZooKeeper denies access to " + path + ": give the user of the masters", e);
        } catch (KeeperException e) {
            throw new IOException("cannot " + what + " in ZooKeeper: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Optional<String> text(String name) throws IOException {
        return call("read " + path + name, () -> {
            try {
                byte[] data = zookeeper.getData(path + name, false, null);
                return Optional.of(data == null ? "" : new String(data, StandardCharsets.UTF_8));
            } catch (KeeperException.NoNodeException e) {
                return Optional.<String>empty();
            }
        });
    }

    /** The cluster's id; empty if there is no cluster at this path. */
    public Optional<String> id() throws IOException {
        return text("/cluster");
    }

    /** The address of the active, if there is one. */
    public Optional<Address> active() throws IOException {
        return text("/active")
                .flatMap(record -> record.lines()
                        .filter(line -> line.startsWith("address="))
                        .findFirst()
                        .map(line -> Address.parse(line.substring("address=".length()))));
    }

    /**
     * All members, the active first.
     *
     * @throws IOException if there is no cluster at this path, too
     */
    public List<Address> masters() throws IOException {
        String members = text("/members")
                .orElseThrow(() -> new IOException("there is no cluster at " + path
                        + " in ZooKeeper: check the path; it is that of tanist.election.zookeeper.connect"));
        Set<Address> masters = new LinkedHashSet<>();
        active().ifPresent(masters::add);
        members.lines()
                .map(line -> line.split(" ", 3))
                .filter(fields -> fields.length == 3)
                .forEach(fields -> masters.add(Address.parse(fields[2])));
        return List.copyOf(masters);
    }

    /** How many masters have a session: they run, or ended less than a session time-out ago. */
    public int running() throws IOException {
        return call("list " + path + "/live", () -> {
            try {
                return zookeeper.getChildren(path + "/live", false).size();
            } catch (KeeperException.NoNodeException e) {
                return 0;
            }
        });
    }

    /**
     * Removes everything of the cluster, and makes the path if it is missing, so that the masters found it anew. Terms go on growing from where
     * they were. The caller has made sure that no master runs.
     */
    public void format() throws IOException {
        Optional<String> term = text("/term");
        Optional<String> left = term.isPresent() ? term : text("/formatted");
        call("make " + path, () -> {
            StringBuilder made = new StringBuilder();
            for (String name : path.substring(1).split("/")) {
                made.append('/').append(name);
                if (zookeeper.exists(made.toString(), false) == null) {
                    zookeeper.create(made.toString(), new byte[0], rights, CreateMode.PERSISTENT);
                }
            }
            return true;
        });
        List<String> children = call("list " + path, () -> new ArrayList<>(zookeeper.getChildren(path, false)));
        // The cluster's id goes last, so that an interrupted format is not taken for an empty place.
        children.remove("cluster");
        children.add("cluster");
        for (String child : children) {
            call("remove " + path + "/" + child, () -> {
                boolean there = zookeeper.exists(path + "/" + child, false) != null;
                return !there || ZKUtil.deleteRecursive(zookeeper, path + "/" + child, DELETE_BATCH);
            });
        }
        String record = released(left.orElse(""));
        call(
                "mark " + path,
                () -> zookeeper.create(
                        path + "/formatted", record.getBytes(StandardCharsets.UTF_8), rights, CreateMode.PERSISTENT));
    }

    /** The record of a term that nobody holds. */
    private static String released(String record) {
        String number = record.lines()
                .filter(line -> line.startsWith("term="))
                .findFirst()
                .orElse("term=0");
        return number + "\nholder=\nsession=0\nheir=\nheir-millis=0\ncause=first election after a format\n";
    }

    @Override
    public void close() {
        try {
            zookeeper.close(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
