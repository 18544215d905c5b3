package org.tanist.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One master process; it can be started again after it ended. */
public final class MasterProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(30);

    private Launch launch;
    private final Path log;
    private Process process;

    /** Not started yet; what it prints goes to a file in this folder. */
    public MasterProcess(Launch launch, Path folder) {
        this.launch = launch;
        this.log = folder.resolve(launch.name() + ".log");
    }

    /** Starts it, or starts it again. */
    public MasterProcess start() {
        if (alive()) {
            throw new IllegalStateException(launch.name() + " runs already");
        }
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        process = Processes.start(builder);
        return this;
    }

    /** From the next start on it is started like this. */
    public MasterProcess relaunch(Launch other) {
        launch = other;
        return this;
    }

    /** How it is started. */
    public Launch launch() {
        return launch;
    }

    /** Its name. */
    public String name() {
        return launch.name();
    }

    /** Its {@code host:port}. */
    public String address() {
        return launch.address();
    }

    /** Requests to it. */
    public Http http() {
        return Http.to(launch.host(), launch.port());
    }

    /** Whether the process exists. */
    public boolean alive() {
        return process != null && process.isAlive();
    }

    /** The Java process: the start script's own id, since it replaces itself, or its descendant. */
    public long pid() {
        if (!alive()) {
            throw new IllegalStateException(launch.name() + " does not run:\n" + tail(40));
        }
        return process.descendants()
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(process.pid());
    }

    /** Sends a signal by name and goes on. */
    public void signal(String name) {
        Processes.signal(pid(), name);
    }

    /** kill -9, and waits for the end. */
    public void kill() {
        signal("KILL");
        exitCode();
    }

    /** SIGTERM; the exit code. */
    public int term() {
        signal("TERM");
        return exitCode();
    }

    /** Waits for its end. */
    public int exitCode() {
        return exitCode(END);
    }

    /** Waits for its end. */
    public int exitCode(Duration limit) {
        if (!Processes.awaitExit(process, limit)) {
            throw new AssertionError(launch.name() + " has not ended within " + limit + ":\n" + tail(40));
        }
        return process.exitValue();
    }

    /** All that it printed, of all its starts. */
    public String output() {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines that it printed. */
    public String tail(int lines) {
        List<String> all = output().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** Whether it says 200 on {@code /active}. A master that is late on a busy machine has not said no, and is asked again. */
    public boolean active() {
        for (int tries = 0; tries < 3 && alive(); tries++) {
            try {
                return http().within(Duration.ofSeconds(1)).get("/active").status() == 200;
            } catch (HttpTimeoutException e) {
                // The next one counts.
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }

    /** What it says of the cluster without asking anybody. */
    public Optional<JsonNode> view() {
        return http().within(Duration.ofSeconds(3)).read("/api/v1/cluster?stale=true");
    }

    /** Its own row, if it answers. */
    public Optional<JsonNode> self() {
        return http().within(Duration.ofSeconds(3)).read("/api/v1/self").map(s -> s.path("status"));
    }

    /** Its own role, or an empty text. */
    public String role() {
        return self().map(s -> s.path("role").asText()).orElse("");
    }

    @Override
    public void close() {
        if (process != null) {
            Processes.destroy(process);
        }
    }
}
