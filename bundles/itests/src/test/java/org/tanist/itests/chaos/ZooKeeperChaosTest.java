package org.tanist.itests.chaos;

import java.util.List;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.ZooKeeperServers;
import org.tanist.testkit.fault.TcpProxy;

/** Chaos on ZooKeeper: its servers fail, too, and masters are cut off from them. */
class ZooKeeperChaosTest extends ChaosSuite {
    private ZooKeeperServers servers;

    @Override
    ClusterProcess masters() {
        servers = ZooKeeperServers.start();
        return ClusterProcess.shaped(3, launch -> launch.with(servers.optionsThroughProxies(launch.name())));
    }

    @Override
    List<Fault> ownFaults() {
        LocalEnsemble ensemble = servers.ensemble();
        int server = random.nextInt(ensemble.size());
        MasterProcess master = cluster.master(random.nextInt(cluster.masters().size()));
        MasterProcess active = cluster.masters().stream()
                .filter(MasterProcess::active)
                .findFirst()
                .orElse(master);
        return List.of(
                new Fault("kill ZooKeeper server " + server, () -> ensemble.kill(server), () -> start(server)),
                new Fault("restart all ZooKeeper servers", this::killAll, this::startAll),
                new Fault("cut " + master.name() + " off", () -> cut(master), () -> heal(master)),
                new Fault("cut the active " + active.name() + " off", () -> cut(active), () -> heal(active)),
                new Fault(
                        "reset " + master.name(),
                        () -> servers.proxies(master.name()).forEach(TcpProxy::reset),
                        () -> {}));
    }

    private void start(int server) {
        servers.ensemble().launch(server);
        servers.ensemble().awaitServing(server);
    }

    private void killAll() {
        for (int i = 0; i < servers.ensemble().size(); i++) {
            servers.ensemble().kill(i);
        }
    }

    private void startAll() {
        for (int i = 0; i < servers.ensemble().size(); i++) {
            servers.ensemble().launch(i);
        }
        for (int i = 0; i < servers.ensemble().size(); i++) {
            servers.ensemble().awaitServing(i);
        }
    }

    private void cut(MasterProcess master) {
        servers.proxies(master.name()).forEach(TcpProxy::cut);
    }

    private void heal(MasterProcess master) {
        servers.proxies(master.name()).forEach(TcpProxy::heal);
    }

    @Override
    void stopOthers() {
        servers.close();
    }
}
