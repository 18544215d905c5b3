package org.tanist.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.local.FreePorts;
import org.tanist.cli.local.Waiting;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;

/** Members of etcd on loopback with their default settings, to be measured beside Tanist. */
final class EtcdCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final int LARGEST = 1 << 20;

    private final Path directory;
    private final List<Integer> ports;
    private final List<Process> processes = new ArrayList<>();
    private final Thread cleanup = new Thread(this::end, "tanist-cleanup");

    EtcdCluster(int size) {
        ports = FreePorts.find(size);
        try {
            directory = Files.createTempDirectory("tanist-etcd-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(cleanup);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add("e" + i + "=" + url(ports.get(i) + 10_000));
        }
        for (int i = 0; i < size; i++) {
            start(i, String.join(",", members));
        }
    }

    /** The client address of the member that leads. */
    Address leader() {
        Waiting.require(LIMIT, "a leader of etcd", () -> find().isPresent());
        return find().orElseThrow();
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(cleanup);
    }

    private void start(int index, String members) {
        String client = url(ports.get(index));
        String peer = url(ports.get(index) + 10_000);
        List<String> command = List.of(
                "etcd",
                "--name=e" + index,
                "--data-dir=" + directory.resolve("e" + index),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=" + members,
                "--initial-cluster-state=new");
        try {
            processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("e" + index + ".log").toFile())
                    .start());
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED, "etcd is not installed (Debian: apt-get install etcd-server): " + e.getMessage());
        }
    }

    private Optional<Address> find() {
        for (int port : ports) {
            Address address = new Address("127.0.0.1", port);
            byte[] empty = {'{', '}'};
            HttpRequest status = new HttpRequest(
                    "POST", "/v3/maintenance/status", Map.of("Content-Type", "application/json"), empty);
            try (Connection connection = Connection.open(address, CALL)) {
                HttpAnswer answer = connection.exchange(status, CALL, LARGEST);
                Json json = Json.parse(answer.body());
                String leader = json.text("leader");
                if (!leader.isEmpty() && leader.equals(json.member("header").text("member_id"))) {
                    return Optional.of(address);
                }
            } catch (IOException e) {
                // It is starting; the wait is bounded.
                continue;
            }
        }
        return Optional.empty();
    }

    private void end() {
        processes.forEach(Process::destroyForcibly);
        try {
            for (Process process : processes) {
                process.waitFor(5, TimeUnit.SECONDS);
            }
            if (Files.exists(directory)) {
                remove();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
