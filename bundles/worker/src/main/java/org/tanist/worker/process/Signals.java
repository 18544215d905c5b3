package org.tanist.worker.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends signals; Java itself can send two, and to no group. The shell's own {@code kill} is used, so no package is needed. */
public final class Signals {

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

    /** Those that are gone already make kill fail; that is no failure. */
    private static void send(String signal, List<String> targets) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "kill -\"$0\" -- \"$@\" 2>/dev/null || :", signal));
        command.addAll(targets);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
