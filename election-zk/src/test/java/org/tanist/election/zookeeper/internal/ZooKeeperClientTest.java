package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.client.http.Address;
import org.tanist.client.zookeeper.ZooKeeperAccess;
import org.tanist.client.zookeeper.ZooKeeperAddress;
import org.tanist.client.zookeeper.ZooKeeperCluster;
import org.tanist.cluster.Term;
import org.tanist.election.Election;
import org.tanist.testkit.Eventually;
import org.tanist.testkit.contract.ElectionCluster;
import org.tanist.testkit.contract.ElectionCluster.Master;
import org.tanist.testkit.contract.ElectionProvider;

/** What a client reads is what the masters write. */
class ZooKeeperClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private static ElectionProvider provider(String connect) {
        return new ElectionProvider() {
            @Override
            public Election election(int number) {
                return new ZooKeeperElection();
            }

            @Override
            public Map<String, String> settings() {
                return Map.of("connect", connect, "session-timeout", "1s");
            }
        };
    }

    @Test
    void clientFindsTheActiveAndFormatsAStoppedClusterOnly() throws IOException {
        LocalEnsemble ensemble = TestEnsemble.shared();
        String connect = ensemble.connect() + TestEnsemble.newPath(ensemble) + "/deeper";
        try (ZooKeeperCluster client =
                ZooKeeperCluster.open(ZooKeeperAddress.parse(connect + "/"), ZooKeeperAccess.OPEN, LIMIT)) {
            assertThatThrownBy(client::masters).isInstanceOf(IOException.class).hasMessageContaining("no cluster");
            client.format();
            assertThat(client.foreign()).isEmpty();
            ElectionCluster cluster = new ElectionCluster(provider(connect), directory, 2).startAll();
            Master active = cluster.leader();
            Term term = active.leads().orElseThrow();

            assertThat(client.masters()).hasSize(2);
            assertThat(client.masters().get(0))
                    .isEqualTo(Address.parse(active.member().address().toString()));
            assertThat(client.running())
                    .hasSize(2)
                    .anyMatch(one -> one.equals("m1 (" + cluster.member(0).address() + ")"));

            cluster.stop(0);
            cluster.stop(1);
            Eventually.eventually(LIMIT, () -> assertThat(client.running()).isEmpty());
            client.format();
            assertThat(client.id()).isEmpty();
            cluster.startAll();
            cluster.leaderAbove(term);
            cluster.close();
        }
    }
}
