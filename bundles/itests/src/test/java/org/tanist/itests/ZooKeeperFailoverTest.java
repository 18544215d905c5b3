package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;
import org.tanist.itests.harness.ZooKeeperServers;
import org.tanist.testkit.fault.TcpProxy;

/** The promises on ZooKeeper, and what happens when ZooKeeper itself fails. */
class ZooKeeperFailoverTest extends FailoverSuite {
    private ZooKeeperServers servers;

    @Override
    ClusterProcess masters() {
        servers = ZooKeeperServers.withLongSessions();
        return ClusterProcess.shaped(3, launch -> launch.with(servers.optionsThroughProxies(launch.name())));
    }

    @Override
    void stopOthers() {
        servers.close();
    }

    @Test
    void lastMasterServes() {
        try (Writer writer = Writer.on(cluster.masters(), "last")) {
            writer.awaitMore(20);
            MasterProcess first = cluster.awaitActive();
            first.kill();
            MasterProcess second = cluster.awaitActiveOtherThan(first, SOON);
            second.kill();
            writer.awaitMore(20);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void deathOfTheServersLeaderChangesNoActive() {
        try (Writer writer = Writer.on(cluster.masters(), "server")) {
            writer.awaitMore(20);
            MasterProcess active = cluster.awaitActive();
            int leader = servers.ensemble().leader();
            servers.ensemble().kill(leader);
            writer.awaitMore(50);
            assertThat(cluster.awaitActive()).isSameAs(active);
            servers.ensemble().launch(leader);
            servers.ensemble().awaitServing(leader);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void withoutServersNothingIsAcknowledgedAndNothingIsLost() {
        try (Writer writer = Writer.on(cluster.masters(), "servers")) {
            writer.awaitMore(20);
            long term = cluster.term();
            for (int i = 0; i < 3; i++) {
                servers.ensemble().kill(i);
            }
            Eventually.until("no master is active", SOON, () -> cluster.actives() == 0);
            int acknowledged = writer.acknowledged().size();
            Eventually.stays("no master serves", Duration.ofSeconds(2), () -> cluster.actives() == 0);
            assertThat(writer.acknowledged()).hasSize(acknowledged);
            for (int i = 0; i < 3; i++) {
                servers.ensemble().launch(i);
            }
            for (int i = 0; i < 3; i++) {
                servers.ensemble().awaitServing(i);
            }
            writer.awaitMore(20);
            assertThat(cluster.term()).isGreaterThanOrEqualTo(term);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void activeCutOffFromTheServersStopsBeforeAnotherServes() {
        try (Writer writer = Writer.on(cluster.masters(), "cut")) {
            writer.awaitMore(20);
            MasterProcess old = cluster.awaitActive();
            List<TcpProxy> way = servers.proxies(old.name());
            way.forEach(TcpProxy::cut);
            List<String> both = new ArrayList<>();
            Eventually.until("the cut-off master is not active", SOON, () -> {
                boolean another = cluster.masters().stream().anyMatch(m -> m != old && m.active());
                // Asked after the others: what it says now it would have said then.
                boolean stopped = !old.active();
                if (another && !stopped) {
                    both.add("two actives");
                }
                return stopped;
            });
            assertThat(both).isEmpty();
            cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(20);
            way.forEach(TcpProxy::heal);
            Eventually.until("the old active is standby", SOON, () -> old.role().equals("standby"));
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void resetConnectionsOfTheActiveChangeNothing() {
        try (Writer writer = Writer.on(cluster.masters(), "reset")) {
            writer.awaitMore(20);
            MasterProcess active = cluster.awaitActive();
            servers.proxies(active.name()).forEach(TcpProxy::reset);
            writer.awaitMore(50);
            assertThat(cluster.awaitActive()).isSameAs(active);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void commandLineFindsTheActiveByZooKeeperAlone() {
        MasterProcess active = cluster.awaitActive();
        Processes.Result found = Processes.run(
                Duration.ofSeconds(30),
                java.util.Map.of(),
                List.of(
                        active.launch().home().resolve("bin/tanist").toString(),
                        "--zookeeper",
                        servers.ensemble().connect(),
                        "leader"));
        assertThat(found.exit()).as(found.all()).isZero();
        assertThat(found.all()).contains(active.address());
        Processes.Result refused = Processes.run(
                Duration.ofSeconds(30),
                java.util.Map.of(),
                List.of(
                        active.launch().home().resolve("bin/tanist").toString(),
                        "haadmin",
                        "-formatHA",
                        "--zookeeper",
                        servers.ensemble().connect(),
                        "--yes",
                        "tanist"));
        assertThat(refused.exit()).as(refused.all()).isEqualTo(4);
        assertThat(refused.all()).contains("session");
    }
}
