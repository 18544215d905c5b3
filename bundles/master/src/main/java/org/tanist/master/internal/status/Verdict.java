package org.tanist.master.internal.status;

import java.util.List;
import java.util.Optional;
import org.tanist.control.MasterStatus;

/**
 * How the cluster is, for a person in a hurry.
 *
 * @param health {@code healthy}, {@code degraded} or {@code no-active}
 * @param sentence why, and what to do
 */
record Verdict(String health, String sentence) {

    static Verdict of(
            List<MasterStatus> masters, Optional<MasterStatus> active, int tolerance, int reachable, int size) {
        List<String> troubled = masters.stream()
                .filter(m -> !StatusBoard.takesPart(m))
                .map(m -> m.name() + " is " + m.role())
                .toList();
        String trouble = String.join(", ", troubled);
        if (active.isEmpty()) {
            boolean majority = reachable > size / 2;
            return new Verdict(
                    "no-active",
                    majority
                            ? "no master is active; one should take over within moments, 'tanist explain' says why not"
                            : "no master can be active: only " + reachable + " of " + size + " take part, "
                                    + (size / 2 + 1) + " are needed (" + trouble + ")");
        }
        if (!troubled.isEmpty()) {
            return new Verdict(
                    "degraded",
                    active.get().name() + " is active, but " + trouble + "; " + tolerance
                            + " more may fail before writing stops");
        }
        long held = masters.stream().filter(MasterStatus::held).count();
        String kept = held == 0 ? "" : ", " + held + " held";
        return new Verdict(
                "healthy",
                active.get().name() + " is active, all " + size + " masters are up" + kept + "; " + tolerance
                        + " may fail before writing stops");
    }
}
