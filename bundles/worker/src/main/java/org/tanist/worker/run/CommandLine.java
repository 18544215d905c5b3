package org.tanist.worker.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;

/** How an assignment becomes a command line and an environment. */
public final class CommandLine {

    private static final List<String> HEAP_OPTIONS =
            List.of("-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM=", "-XX:MaxRAMPercentage=", "-XX:MaxRAMFraction=");
    private static final long MB = 1024 * 1024;
    private static final long LEAST_BESIDE_HEAP = 128 * MB;

    private CommandLine() {}

    /** The words, beginning with the program. */
    public static List<String> words(String java, Assignment assignment, String jar) {
        List<String> words = new ArrayList<>();
        words.add(java);
        if (assignment.memoryMb() > 0 && !saysHeap(assignment.jvmArgs())) {
            words.add("-Xmx" + assignment.memoryMb() + "m");
        }
        // A program without memory is no longer one that runs; restarting it is what it is here for. Its own options
        // come later and win.
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.addAll(assignment.jvmArgs());
        words.add("-jar");
        words.add(jar);
        words.addAll(assignment.args());
        return words;
    }

    /** The variables that are added: the application's own, and those by which an instance knows itself. */
    public static Map<String, String> environment(Assignment assignment, String masters, String worker) {
        Incarnation run = assignment.run();
        Map<String, String> environment = new LinkedHashMap<>(assignment.env());
        environment.put("TANIST_APPLICATION", run.application());
        environment.put("TANIST_INSTANCE", Integer.toString(run.instance()));
        environment.put("TANIST_INCARNATION", Long.toString(run.incarnation()));
        environment.put("TANIST_MASTERS", masters);
        environment.put(Mark.VARIABLE, Mark.of(worker, run));
        return environment;
    }

    /**
     * How many bytes may be resident before an instance is ended; 0 for no limit.
     *
     * <p>Its memory is what the heap may have. A JVM needs more beside it: a quarter, and at least 128 MB.
     */
    public static long residentLimit(int memoryMb) {
        long heap = memoryMb * MB;
        return memoryMb == 0 ? 0 : heap + Math.max(LEAST_BESIDE_HEAP, heap / 4);
    }

    private static boolean saysHeap(List<String> jvmArgs) {
        return jvmArgs.stream().anyMatch(arg -> HEAP_OPTIONS.stream().anyMatch(arg::startsWith));
    }
}
