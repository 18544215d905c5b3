package org.tanist.console.internal.masters;

import java.util.Comparator;
import java.util.List;
import org.tanist.console.internal.live.Snapshot;
import org.tanist.control.MasterStatus;

/** The masters to which the active could hand over, the most suitable one first. */
final class Candidates {
    private static final Comparator<MasterStatus> SUITABLE = Comparator.comparing(MasterStatus::eligible)
            .thenComparing(MasterStatus::priority)
            .thenComparing(MasterStatus::position)
            .reversed()
            .thenComparing(MasterStatus::name);

    private Candidates() {}

    static List<MasterStatus> of(Snapshot snapshot) {
        return snapshot.cluster().masters().stream()
                .filter(master -> !"active".equals(master.role()))
                .filter(master -> !"unreachable".equals(master.role()))
                .sorted(SUITABLE)
                .toList();
    }
}
