package org.tanist.master.internal.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Role;
import org.tanist.control.ClusterStatus;
import org.tanist.control.MasterStatus;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Check;
import org.tanist.master.internal.peers.PeerWatch.Sighting;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;

/** The checks before a planned change of the active. Reads only. */
final class Preflight {
    private static final long MOST_LAG_ENTRIES = 10_000;
    private static final double USUAL_GAP_MILLIS = 30;

    private final StatusBoard board;
    private final Node node;

    Preflight(StatusBoard board, Node node) {
        this.board = board;
        this.node = node;
    }

    /** The best master to take over: eligible, highest priority, not the one that carries the election, least lag, by name. */
    Optional<MasterStatus> best() {
        Optional<String> coordinator = node.candidacy().coordinator().map(MasterId::toString);
        return board.masters().stream()
                .filter(m -> !m.self()
                        && m.eligible()
                        && !m.held()
                        && Role.STANDBY.wire().equals(m.role()))
                .min(Comparator.comparingInt((MasterStatus m) -> -m.priority())
                        .thenComparing(m -> coordinator.filter(m.id()::equals).isPresent())
                        .thenComparingLong(m -> m.lag().entries())
                        .thenComparing(MasterStatus::name));
    }

    /** All checks for this target, in a fixed order. */
    List<Check> checks(MasterStatus target) {
        ClusterStatus cluster = board.cluster();
        List<Check> checks = new ArrayList<>();
        boolean alive = !Role.UNREACHABLE.wire().equals(target.role());
        checks.add(new Check(
                "not-active-already",
                !target.self(),
                target.self() ? target.name() + " is active already" : target.name() + " is not active"));
        checks.add(new Check(
                "alive",
                alive,
                alive
                        ? target.name() + " answered " + target.lastSeenMs() + " ms ago"
                        : target.name() + " does not answer: start it, or see its log"));
        checks.add(new Check(
                "not-held",
                !target.held(),
                target.held()
                        ? target.name() + " is held: release it with 'tanist masters release " + target.name() + "'"
                        : target.name() + " is not held"));
        boolean outdated = heardBefore(target, cluster.term());
        boolean standby =
                target.self() || outdated || Role.STANDBY.wire().equals(target.role()) || target.held() || !alive;
        checks.add(new Check(
                "healthy",
                standby && (target.eligible() || outdated || target.held() || !alive),
                target.name() + " is " + target.role()
                        + (target.reasons().isEmpty() ? "" : ": " + String.join("; ", target.reasons()))));
        boolean level = target.lag().entries() <= MOST_LAG_ENTRIES;
        checks.add(new Check(
                "caught-up",
                level,
                target.name() + " is " + target.lag().entries() + " entries behind, " + MOST_LAG_ENTRIES
                        + " are allowed"));
        checks.add(jars(target, cluster));
        checks.addAll(likeness(target, cluster, alive));
        int reachable =
                (int) cluster.masters().stream().filter(StatusBoard::takesPart).count();
        int needed = board.needed(cluster.masters().size());
        checks.add(
                new Check("quorum", reachable >= needed, reachable + " masters take part, " + needed + " are needed"));
        return checks;
    }

    /**
     * What was heard a moment before a change of the active may still call the old one active in its old term, or busy with handing over,
     * which is the only reason then.
     */
    private static boolean heardBefore(MasterStatus target, long term) {
        boolean old = Role.ACTIVE.wire().equals(target.role()) && target.eligible()
                || Role.RECOVERING.wire().equals(target.role())
                        && target.reasons().size() <= 1;
        return old && target.term() < term;
    }

    /** What is wrong with the jar store of the active itself does not speak against another master. */
    private static Check jars(MasterStatus target, ClusterStatus cluster) {
        boolean same = cluster.masters().stream().anyMatch(m -> m.self() && jarProblem(m) != null);
        String problem = same ? null : jarProblem(target);
        if (problem != null) {
            return new Check("jars", false, target.name() + ": " + problem);
        }
        // On a root that all share, what one lacks all lack; and what it has not looked for yet is there.
        ClusterStatus.JarStoreInfo store = cluster.jarstore();
        boolean own = store == null || !store.shared();
        int missing = target.jars() == null || same || !own ? 0 : target.jars().missing();
        return new Check(
                "jars",
                missing == 0,
                missing == 0
                        ? target.name() + " has all jars"
                        : target.name() + " lacks " + missing + " jars: it fetches them, try again in a moment");
    }

    private static @Nullable String jarProblem(MasterStatus master) {
        MasterStatus.Jars jars = master.jars();
        return jars == null ? null : jars.problem();
    }

    private List<Check> likeness(MasterStatus target, ClusterStatus cluster, boolean alive) {
        Optional<MasterStatus> self =
                cluster.masters().stream().filter(MasterStatus::self).findFirst();
        String version = self.map(MasterStatus::version).orElse("");
        boolean sameVersion = !alive || version.equals(target.version());
        Optional<Sighting> seen =
                target.self() ? Optional.empty() : node.peers().of(MasterId.of(target.id()));
        String mine = board.self().configuration();
        boolean sameConfiguration =
                seen.isEmpty() || mine.equals(seen.get().report().configuration());
        return List.of(
                new Check(
                        "same-version",
                        sameVersion,
                        target.name() + " runs version " + target.version() + ", the active " + version),
                new Check(
                        "same-configuration",
                        sameConfiguration,
                        sameConfiguration
                                ? "the keys that must be equal are"
                                : "keys that must be equal differ: see 'tanist config diff'"));
    }

    /** Checks whose failure {@code force} may override: none of them guards acknowledged entries. */
    static boolean overridable(Check check) {
        return List.of("caught-up", "jars", "same-version", "same-configuration")
                .contains(check.name());
    }

    /** What a planned change took lately, in milliseconds. */
    static double predictedGap(List<TransitionStatus> history) {
        double[] gaps = history.stream()
                .filter(t -> !"failover".equals(t.type()) && "done".equals(t.state()) && t.gapMs() != null)
                .limit(9)
                .mapToDouble(t -> t.gapMs() == null ? 0 : t.gapMs())
                .sorted()
                .toArray();
        return gaps.length == 0 ? USUAL_GAP_MILLIS : gaps[gaps.length / 2];
    }
}
