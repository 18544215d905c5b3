package org.tanist.master.internal.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tanist.cluster.Role;
import org.tanist.control.MasterStatus;

/**
 * How the cluster is, for a person in a hurry.
 *
 * @param health {@code healthy}, {@code degraded} or {@code no-active}
 * @param sentence why, and what to do
 */
record Verdict(String health, String sentence) {

    /**
     * How many masters there are.
     *
     * @param reachable that take part
     * @param size members
     * @param needed that must take part so that one can be active
     */
    record Count(int reachable, int size, int needed) {
        /** How many more may fail. */
        int tolerance() {
            return Math.max(0, reachable - needed);
        }
    }

    /** With {@code isolation}: why this master itself cannot see whether another one is active, if so. */
    static Verdict of(
            List<MasterStatus> masters, Optional<MasterStatus> active, Count count, Optional<String> isolation) {
        List<MasterStatus> troubled =
                masters.stream().filter(m -> !StatusBoard.takesPart(m)).toList();
        String trouble = trouble(troubled);
        if (active.isEmpty()) {
            if (isolation.isPresent()) {
                return new Verdict(
                        "no-active",
                        "no master is active as far as this one sees: it " + isolation.get()
                                + (troubled.isEmpty() ? "" : " (" + trouble + ")"));
            }
            boolean enough = count.reachable() >= count.needed();
            return new Verdict(
                    "no-active",
                    enough
                            ? "no master is active; one should take over within moments, 'tanist explain' says why not"
                                    + hindrances(masters)
                            : "no master can be active: only " + count.reachable() + " of " + count.size()
                                    + " take part, " + count.needed() + " must (" + trouble + ")");
        }
        if (!troubled.isEmpty()) {
            return new Verdict(
                    "degraded",
                    active.get().name() + " is active, but " + trouble + "; " + count.tolerance()
                            + " more may fail before writing stops");
        }
        List<MasterStatus> jarless =
                masters.stream().filter(m -> jarProblem(m).isPresent()).toList();
        if (!jarless.isEmpty()) {
            String names =
                    String.join(", ", jarless.stream().map(MasterStatus::name).toList());
            return new Verdict(
                    "degraded",
                    active.get().name() + " is active, but " + names + " can neither take nor give jars: "
                            + jarProblem(jarless.get(0)).orElseThrow());
        }
        long held = masters.stream().filter(MasterStatus::held).count();
        String kept = held == 0 ? "" : ", " + held + " held";
        return new Verdict(
                "healthy",
                active.get().name() + " is active, all " + count.size() + " masters are up" + kept + "; "
                        + count.tolerance() + " may fail before writing stops");
    }

    /** What keeps one of those from it that could become active; the others mostly say the same. */
    private static String hindrances(List<MasterStatus> masters) {
        return masters.stream()
                .filter(m -> !m.reasons().isEmpty())
                .findFirst()
                .map(m -> " (" + m.name() + (Role.FAILED.wire().equals(m.role()) ? " is failed: " : " ")
                        + m.reasons().get(0) + ")")
                .orElse("");
    }

    /** Who does not take part; of one that is ill also why, told once for all that say the same. */
    private static String trouble(List<MasterStatus> troubled) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (MasterStatus master : troubled) {
            boolean ill = Role.FAILED.wire().equals(master.role())
                    && !master.reasons().isEmpty();
            String what = master.role() + (ill ? ": " + master.reasons().get(0) : "");
            names.computeIfAbsent(what, w -> new ArrayList<>()).add(master.name());
        }
        return names.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + (e.getValue().size() == 1 ? " is " : " are ") + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Why a master cannot use its jar store. */
    private static Optional<String> jarProblem(MasterStatus master) {
        MasterStatus.Jars jars = master.jars();
        return jars == null ? Optional.empty() : Optional.ofNullable(jars.problem());
    }
}
