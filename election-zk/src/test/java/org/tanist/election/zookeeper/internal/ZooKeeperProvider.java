package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.testkit.contract.ElectionProvider;
import org.tanist.testkit.fault.TcpProxy;

/** This bundle for the contract suites. Each master reaches the servers through proxies of its own, which can be cut. */
final class ZooKeeperProvider implements ElectionProvider {
    private final LocalEnsemble ensemble;
    private final String path;
    private final Map<MasterId, List<TcpProxy>> proxies = new HashMap<>();

    ZooKeeperProvider(LocalEnsemble ensemble) throws IOException {
        this.ensemble = ensemble;
        this.path = TestEnsemble.newPath(ensemble);
    }

    @Override
    public Election election(int number) {
        return (self, floor, listener) -> new ZooKeeperElection()
                .stand(through(self, proxiesOf(self.self().id())), floor, listener);
    }

    private Candidate through(Candidate self, List<TcpProxy> own) {
        String hosts = String.join(
                ",", own.stream().map(proxy -> proxy.address().toString()).toList());
        Map<String, String> settings = new HashMap<>(self.settings());
        settings.put("connect", hosts + path);
        return new Candidate(
                self.cluster(),
                self.self(),
                self.founders(),
                self.directory(),
                self.timeout(),
                self.earlyDetection(),
                settings);
    }

    List<TcpProxy> proxiesOf(MasterId id) {
        return proxies.computeIfAbsent(id, key -> {
            List<TcpProxy> own = new ArrayList<>();
            try {
                for (int i = 0; i < ensemble.size(); i++) {
                    own.add(new TcpProxy(Endpoint.parse(ensemble.address(i), 0)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return own;
        });
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("session-timeout", "2s");
    }

    @Override
    public void kill(Candidacy candidacy) {
        if (candidacy instanceof ZooKeeperCandidacy zookeeper) {
            zookeeper.abort();
        }
    }

    @Override
    public boolean majorityNeeded() {
        return false;
    }

    @Override
    public Optional<Isolation> isolation() {
        return Optional.of(new Isolation() {
            @Override
            public void begin(MasterId master) {
                proxiesOf(master).forEach(TcpProxy::cut);
            }

            @Override
            public void end(MasterId master) {
                proxiesOf(master).forEach(TcpProxy::heal);
            }
        });
    }

    @Override
    public void close() {
        proxies.values().forEach(own -> own.forEach(TcpProxy::close));
    }
}
