package org.tanist.worker.supervise;

import java.util.List;
import org.tanist.client.wire.InstanceReport;

/**
 * What a heartbeat tells.
 *
 * @param seen version of the assignments that the reports go by
 * @param sequence another one with each change of the reports
 * @param reports every run that there is
 */
public record Snapshot(long seen, long sequence, List<InstanceReport> reports) {

    /** Nothing was assigned, nothing runs. */
    public static final Snapshot NONE = new Snapshot(0, 0, List.of());

    /** The next one. */
    Snapshot next(long version, List<InstanceReport> now) {
        return new Snapshot(version, now.equals(reports) ? sequence : sequence + 1, List.copyOf(now));
    }
}
