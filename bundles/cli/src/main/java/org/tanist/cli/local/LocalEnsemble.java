package org.tanist.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;

/** A real ZooKeeper ensemble on loopback, each server a process of its own. For one thread, but for {@link #close}. */
public final class LocalEnsemble implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 1000;
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    private final Path directory;
    private final String classPath;
    private final List<Integer> ports = new ArrayList<>();
    private final LocalServers servers = new LocalServers("zookeeper");

    /**
     * Prepares the servers; none runs yet.
     *
     * @param directory where their data and logs go; must exist
     * @param classPath with the jars of a ZooKeeper server
     * @param size how many servers
     * @param tick ZooKeeper's unit of time; sessions last from 2 to 20 of it
     * @param extra further lines of each server's configuration
     */
    public LocalEnsemble(Path directory, String classPath, int size, Duration tick, List<String> extra) {
        this.directory = directory;
        this.classPath = classPath;
        List<Integer> free = FreePorts.find(3 * size);
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ports.add(free.get(i));
            peers.add("server." + (i + 1) + "=127.0.0.1:" + free.get(size + i) + ":" + free.get(2 * size + i));
        }
        for (int i = 0; i < size; i++) {
            prepare(i, tick, peers, extra);
        }
    }

    private void prepare(int number, Duration tick, List<String> peers, List<String> extra) {
        List<String> lines = new ArrayList<>(List.of(
                "tickTime=" + tick.toMillis(),
                "initLimit=20",
                "syncLimit=10",
                "dataDir=" + data(number),
                "clientPort=" + ports.get(number),
                "clientPortAddress=127.0.0.1",
                "admin.enableServer=false",
                "standaloneEnabled=false",
                "maxClientCnxns=0",
                "preAllocSize=1024",
                "4lw.commands.whitelist=srvr"));
        lines.addAll(peers);
        lines.addAll(extra);
        try {
            Files.createDirectories(data(number));
            Files.writeString(data(number).resolve("myid"), Integer.toString(number + 1));
            Files.write(configuration(number), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a ZooKeeper server: " + e.getMessage(), e);
        }
    }

    private Path data(int number) {
        return directory.resolve(name(number));
    }

    private static String name(int number) {
        return "zookeeper" + (number + 1);
    }

    private Path configuration(int number) {
        return directory.resolve(name(number) + ".cfg");
    }

    /** Starts all servers and waits until each has found its place. */
    public LocalEnsemble start() {
        for (int i = 0; i < ports.size(); i++) {
            launch(i);
        }
        for (int i = 0; i < ports.size(); i++) {
            awaitServing(i);
        }
        return this;
    }

    /** Starts a server, for the first time or again; does not wait. */
    public void launch(int number) {
        Path log = directory.resolve(name(number) + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                MAIN,
                configuration(number).toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            servers.keep(name(number), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a ZooKeeper server: " + e.getMessage(), e);
        }
    }

    /** Waits until a server takes part in a quorum. */
    public void awaitServing(int number) {
        Waiting.require(START_LIMIT, "ZooKeeper server " + (number + 1), () -> {
            if (servers.find(name(number)).filter(Process::isAlive).isEmpty()) {
                throw new Failure(
                        ExitCode.FAILED, "ZooKeeper server " + (number + 1) + " ended; its output is in " + directory);
            }
            return mode(number).isPresent();
        });
    }

    /** What a server is, such as {@code leader}; empty while it has no quorum. */
    public Optional<String> mode(int number) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(number))) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return answer.lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst();
        } catch (IOException e) {
            // It does not run, or not yet.
            return Optional.empty();
        }
    }

    /** The server that leads the ensemble; waits for one. */
    public int leader() {
        AtomicInteger found = new AtomicInteger();
        Waiting.require(START_LIMIT, "a leader of the ZooKeeper servers", () -> {
            for (int i = 0; i < ports.size(); i++) {
                if (mode(i).filter("leader"::equals).isPresent()) {
                    found.set(i);
                    return true;
                }
            }
            return false;
        });
        return found.get();
    }

    /** Kills a server without a warning. */
    public void kill(int number) {
        servers.kill(name(number));
    }

    /** How many servers there are, running or not. */
    public int size() {
        return ports.size();
    }

    /** Where a server takes clients. */
    public String address(int number) {
        return "127.0.0.1:" + ports.get(number);
    }

    /** All servers, as in {@code tanist.election.zookeeper.connect}, without a path. */
    public String connect() {
        return String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
    }

    /** Kills all servers. May be called again. */
    @Override
    public void close() {
        servers.close();
    }
}
