package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Processes that the tests start; each ends with the tests' JVM at the latest. */
public final class Processes {
    /** The tarball has 100 MB, and a busy machine several unpack it at once. */
    private static final Duration MOST = Duration.ofMinutes(3);

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Processes::destroy), "itests-reaper"));
    }

    private Processes() {}

    /** What a command that has ended left behind. */
    public record Result(int exit, String out, String err) {
        /** Both streams, for a message. */
        public String all() {
            return "exit " + exit + "\n" + out + err;
        }
    }

    /** Starts a process that {@link #destroy} or the end of the JVM ends. */
    public static Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            STARTED.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + builder.command(), e);
        }
    }

    /** Runs a command to its end, or fails after the limit. */
    public static Result run(Duration limit, Map<String, String> environment, List<String> command) {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("itests", ".out");
            err = Files.createTempFile("itests", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder);
            boolean ended = awaitExit(process, limit);
            if (!ended) {
                destroy(process);
            }
            String printed = Files.readString(out, StandardCharsets.UTF_8);
            String complained = Files.readString(err, StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError("not ended within " + limit + ": " + command + "\n" + printed + complained);
            }
            STARTED.remove(process);
            return new Result(process.exitValue(), printed, complained);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** Runs a system command that must succeed. */
    public static String must(String... command) {
        Result result = run(MOST, Map.of(), List.of(command));
        if (result.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + result.all());
        }
        return result.out();
    }

    /** Sends a signal by name. */
    public static void signal(long pid, String name) {
        run(Duration.ofSeconds(10), Map.of(), List.of("kill", "-" + name, Long.toString(pid)));
    }

    /** Waits for the end; false after the limit. */
    public static boolean awaitExit(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends a process and its descendants at once, stopped ones too. */
    public static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit(process, Duration.ofSeconds(5));
        STARTED.remove(process);
    }

    /** Whether this run may mount, and make network namespaces. */
    public static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void delete(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
