package org.tanist.worker.run;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tanist.worker.process.ProcessTable;

/** Ends runs that take more memory than was set aside for them, with a reason, before the kernel ends something without one. */
public final class MemoryWatch {

    private static final long MB = 1024 * 1024;

    private MemoryWatch() {}

    /** Looks at all processes once, if any run has a limit. */
    public static void look(Collection<Run> runs, long now) throws IOException {
        List<Run> limited = runs.stream()
                .filter(run -> run.phase() == Phase.RUNNING && run.residentLimit() > 0)
                .toList();
        if (limited.isEmpty()) {
            return;
        }
        Map<Long, Long> resident = new HashMap<>();
        for (ProcessTable.Row row : ProcessTable.all()) {
            resident.merge(row.group(), row.residentBytes(), Long::sum);
        }
        for (Run run : limited) {
            long bytes =
                    run.group().map(group -> resident.getOrDefault(group, 0L)).orElse(0L);
            if (bytes > run.residentLimit()) {
                run.kill(
                        "took " + bytes / MB + " MB of memory, " + run.residentLimit() / MB
                                + " MB are allowed: give the application more, or limit what it uses",
                        now);
            }
        }
    }
}
