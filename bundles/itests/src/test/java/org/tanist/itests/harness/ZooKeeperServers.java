package org.tanist.itests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.cluster.Endpoint;
import org.tanist.testkit.fault.TcpProxy;

/** Three real ZooKeeper servers, from the jars of the tarball, and proxies through which masters reach them and can be cut off. */
public final class ZooKeeperServers implements AutoCloseable {
    /** Sessions may last twenty of them. */
    private static final Duration TICK = Duration.ofMillis(500);
    /** Long enough to come over the servers' own election on a busy machine. */
    private static final String LONG_SESSION = "10s";

    private static final String SESSION = "6s";

    private final String session;
    private final LocalEnsemble ensemble;
    private final Map<String, List<TcpProxy>> proxies = new HashMap<>();

    private ZooKeeperServers(String session, List<String> extra) {
        this.session = session;
        ensemble = new LocalEnsemble(Tarball.fresh("zookeeper"), jars(), 3, TICK, extra).start();
    }

    /** Servers on loopback. */
    public static ZooKeeperServers start() {
        return new ZooKeeperServers(SESSION, List.of());
    }

    /** Servers on loopback, for masters whose sessions are to survive the death of one of them. */
    public static ZooKeeperServers withLongSessions() {
        return new ZooKeeperServers(LONG_SESSION, List.of());
    }

    /** Servers that are reached from everywhere. */
    public static ZooKeeperServers everywhere() {
        return new ZooKeeperServers(SESSION, List.of("clientPortAddress=0.0.0.0"));
    }

    private static String jars() {
        try (Stream<Path> files = Files.list(Tarball.home().resolve("lib/zookeeper"))) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers' processes. */
    public LocalEnsemble ensemble() {
        return ensemble;
    }

    /** What a master is told that reaches them directly. */
    public String[] options() {
        return options(ensemble.connect());
    }

    /** What a master is told that reaches them through proxies of its own. */
    public String[] optionsThroughProxies(String master) {
        List<TcpProxy> own = proxies.computeIfAbsent(master, name -> open());
        return options(own.stream().map(proxy -> proxy.address().toString()).collect(Collectors.joining(",")));
    }

    /** What a master is told that reaches them at this host. */
    public String[] optionsAt(String host) {
        return options(ensemble.connect().replace("127.0.0.1", host));
    }

    private String[] options(String connect) {
        return new String[] {
            "-D",
            "tanist.election.provider=zookeeper",
            "-D",
            "tanist.election.zookeeper.connect=" + connect,
            "-D",
            "tanist.election.zookeeper.session-timeout=" + session
        };
    }

    private List<TcpProxy> open() {
        List<TcpProxy> own = new ArrayList<>();
        for (int i = 0; i < ensemble.size(); i++) {
            try {
                own.add(new TcpProxy(Endpoint.parse(ensemble.address(i), 0)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return own;
    }

    /** A master's way to the servers. */
    public List<TcpProxy> proxies(String master) {
        return proxies.getOrDefault(master, List.of());
    }

    @Override
    public void close() {
        proxies.values().forEach(own -> own.forEach(TcpProxy::close));
        ensemble.close();
    }
}
