package org.tanist.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.bench.load.Sequence;
import org.tanist.cli.local.FreePorts;
import org.tanist.cli.local.Waiting;
import org.tanist.client.http.Address;

/** Servers of ZooKeeper on loopback, from Debian's package {@code zookeeper}, to be measured beside Tanist. */
final class ZooKeeperCluster implements AutoCloseable {

    /** Where the package puts it; its manifest names the jars that it needs. */
    static final Path JAR = Path.of("/usr/share/java/zookeeper.jar");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CALL_MILLIS = 2_000;

    private final List<Integer> ports;
    private final List<Integer> electionPorts;
    private final Companions processes = new Companions("zookeeper");

    ZooKeeperCluster(int size) {
        List<Integer> found = FreePorts.find(size * 2);
        ports = found.subList(0, size);
        electionPorts = found.subList(size, size * 2);
        try {
            for (int i = 0; i < size; i++) {
                start(i);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure ZooKeeper: " + e.getMessage(), e);
        }
    }

    /** Its server that leads. */
    Subject leader() {
        AtomicReference<@Nullable Subject> found = new AtomicReference<>();
        Waiting.require(LIMIT, "a leader of ZooKeeper that serves", () -> {
            find().map(ZooKeeperLoad::new).filter(ZooKeeperCluster::serves).ifPresent(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /** A new leader still closes connections for a moment. */
    private static boolean serves(Subject leader) {
        Address address = leader.address();
        try {
            Sequence.run(new InetSocketAddress(address.host(), address.port()), leader.fills(), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.close();
    }

    private void start(int index) throws IOException {
        String name = "z" + index;
        Path data = Files.createDirectories(processes.directory().resolve(name));
        Files.writeString(data.resolve("myid"), Integer.toString(index + 1));
        Path file = processes.directory().resolve(name + ".cfg");
        Files.writeString(file, configuration(index, data));
        processes.start(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        JAR.toString(),
                        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                        file.toString()));
    }

    private String configuration(int index, Path data) {
        StringBuilder text = new StringBuilder("tickTime=1000\ninitLimit=20\nsyncLimit=10\nadmin.enableServer=false\n"
                + "maxClientCnxns=0\n4lw.commands.whitelist=srvr\nclientPortAddress=127.0.0.1\n");
        text.append("dataDir=").append(data).append("\nclientPort=").append(ports.get(index));
        for (int i = 0; i < ports.size(); i++) {
            text.append("\nserver.").append(i + 1).append("=127.0.0.1:").append(ports.get(i) + 10_000);
            text.append(':').append(electionPorts.get(i));
        }
        return text.append('\n').toString();
    }

    private Optional<Address> find() {
        for (int port : ports) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), CALL_MILLIS);
                socket.setSoTimeout(CALL_MILLIS);
                socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (answer.contains("Mode: leader")) {
                    return Optional.of(new Address("127.0.0.1", port));
                }
            } catch (IOException e) {
                // It is starting; the wait is bounded.
                continue;
            }
        }
        return Optional.empty();
    }
}
