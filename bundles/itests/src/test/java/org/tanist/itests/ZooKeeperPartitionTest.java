package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Hosts;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;
import org.tanist.itests.harness.ZooKeeperServers;

/** Masters on three hosts (network namespaces) that do not reach each other, while all of them reach ZooKeeper. */
class ZooKeeperPartitionTest {
    private Hosts hosts;
    private ZooKeeperServers servers;
    private ClusterProcess cluster;

    @BeforeEach
    void lay() {
        assumeTrue(Processes.root(), "SKIPPED: network namespaces need root");
        hosts = Hosts.of(3);
        servers = ZooKeeperServers.everywhere();
        int[] next = {0};
        cluster = ClusterProcess.shaped(3, launch -> {
            int host = next[0]++;
            return launch.at(hosts.address(host), 3000)
                    .prefix(hosts.prefix(host))
                    .with("-D", "tanist.security.authentication=none")
                    .with(servers.optionsAt(hosts.outside()));
        });
    }

    @AfterEach
    void clear() {
        if (cluster != null) {
            cluster.close();
            servers.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void mastersThatDoNotReachEachOtherKeepTheirActive() {
        cluster.up();
        try (Writer writer = Writer.on(cluster.masters(), "apart")) {
            writer.awaitMore(20);
            MasterProcess active = cluster.awaitActive();
            long term = cluster.term();
            hosts.apart(true);
            Eventually.stays("the active stays", Duration.ofSeconds(8), () -> cluster.term() == term);
            assertThat(active.active()).isTrue();
            hosts.apart(false);
            writer.awaitMore(20);
            assertThat(cluster.term()).isEqualTo(term);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }
}
