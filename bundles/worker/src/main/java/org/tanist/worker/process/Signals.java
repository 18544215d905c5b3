package org.tanist.worker.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Sends signals; Java itself can send two, and to no group. The shell's own {@code kill} is used, so no package is needed. */
public final class Signals {

    private static final String SCRIPT = "for target do LC_ALL=C kill -s \"$0\" -- \"$target\"; done";

    private Signals() {}

    /** Sends a signal, e.g. {@code TERM}, to all processes of a group. */
    public static void group(String signal, long group) throws IOException {
        if (group <= 1) {
            throw new IllegalArgumentException("not a group of ours: " + group);
        }
        send(signal, List.of("-" + group));
    }

    /** Sends a signal to some processes. */
    public static void each(String signal, Collection<Long> pids) throws IOException {
        if (!pids.isEmpty()) {
            send(signal, pids.stream().map(String::valueOf).toList());
        }
    }

    /** One at a time: that one is gone already is no failure, and must not hide one. */
    private static void send(String signal, List<String> targets) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, signal));
        command.addAll(targets);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String failures =
                output.lines().filter(line -> !line.contains("No such process")).collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            throw new IOException("signal " + signal + " to " + targets + ": " + failures);
        }
    }
}
