package org.tanist.election.raft.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tanist.cluster.MasterId;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * Decides, on the Raft leader, whether somebody must be named active, and who. Pure: the same view gives the same decision.
 *
 * <p>A living, eligible active is left alone, whoever leads the Raft group. An error here costs a needless change of the active,
 * never safety.
 */
final class ClaimPolicy {
    private ClaimPolicy() {}

    /**
     * One member as the Raft leader sees it.
     *
     * @param id who
     * @param name for people
     * @param self whether it is the Raft leader itself
     * @param incarnation which life of its process; 0 if it was never heard
     * @param eligible whether it may be active
     * @param floor only terms above this one may be granted to it
     * @param lastTerm the newest term in which it was active, as far as is known; 0 for none
     * @param applied the newest term that it has applied, as far as is known
     * @param lagging whether it may lack something that is committed: it is slow, or has only just come back
     * @param silent for how long it has not been heard
     * @param agreed whether a majority has not heard it for the time-out
     * @param dead whether a majority found it dead
     */
    record Facts(
            MasterId id,
            String name,
            boolean self,
            long incarnation,
            boolean eligible,
            long floor,
            long lastTerm,
            long applied,
            boolean lagging,
            Duration silent,
            boolean agreed,
            boolean dead) {}

    /**
     * What the Raft leader sees.
     *
     * @param ledger as applied
     * @param members all voting members
     * @param claimAge for how long this term has been in force, as far as this master saw
     * @param timeout after how long a silent active is given up
     * @param aim where Raft leadership shall be
     */
    record Situation(
            Ledger ledger, List<Facts> members, Duration claimAge, Duration timeout, LeaderPlacement.Aim aim) {}

    /**
     * Somebody shall be named.
     *
     * @param target who
     * @param floor the new term must be above it
     * @param cause one sentence
     */
    record Choice(Facts target, long floor, String cause) {}

    static Optional<Choice> decide(Situation situation) {
        Optional<String> reason = reasonToReplace(situation);
        if (reason.isEmpty() || stillGathers(situation)) {
            return Optional.empty();
        }
        long floor = situation.members().stream().mapToLong(Facts::floor).max().orElse(0);
        return situation.members().stream()
                .filter(member -> member.eligible() && connected(member, situation.timeout()))
                .min(succession(situation))
                .map(target -> new Choice(target, floor, reason.get()));
    }

    /**
     * Whether a new cluster shall wait a little with its first active, until all members are there and Raft leadership is where it shall be:
     * both could be changed later only at the expense of writes.
     */
    private static boolean stillGathers(Situation situation) {
        if (situation.ledger().active().isPresent() || situation.claimAge().compareTo(situation.timeout()) >= 0) {
            return false;
        }
        boolean placed = !apart(situation)
                || situation.members().stream()
                        .min(Comparator.comparing(Facts::name))
                        .filter(Facts::self)
                        .isPresent();
        return !placed || !situation.members().stream().allMatch(member -> connected(member, situation.timeout()));
    }

    private static boolean apart(Situation situation) {
        return situation.aim().apart(situation.members().size());
    }

    /**
     * Who comes first: one that need not catch up, and is not the one that did not take up the term before. When Raft leadership shall stay
     * apart, another member than the Raft leader, so that it need not move; when it shall be together and the active died, the Raft
     * leader itself. Then the one that was active last, because its code is warm and its clients are; of those that never were, the last by
     * name, so that the line of succession is the same whoever leads.
     */
    private static Comparator<Facts> succession(Situation situation) {
        boolean died = situation.members().stream().anyMatch(m -> m.dead() && isActive(m, situation.ledger()));
        boolean apart = apart(situation);
        return Comparator.comparing(Facts::lagging)
                .thenComparing(member -> isActive(member, situation.ledger()) && !tookUp(member, situation.ledger()))
                .thenComparing(member -> apart ? member.self() : died && !member.self())
                .thenComparing(Comparator.comparingLong(Facts::lastTerm).reversed())
                .thenComparing(Comparator.comparing(Facts::name).reversed());
    }

    private static boolean isActive(Facts member, Ledger ledger) {
        return ledger.active().filter(member.id()::equals).isPresent();
    }

    private static boolean tookUp(Facts member, Ledger ledger) {
        return member.self() || member.applied() >= ledger.term();
    }

    private static boolean connected(Facts member, Duration timeout) {
        return member.self()
                || (!member.dead()
                        && member.incarnation() != 0
                        && member.silent().compareTo(timeout.dividedBy(2)) < 0);
    }

    private static Optional<String> reasonToReplace(Situation situation) {
        Ledger ledger = situation.ledger();
        if (ledger.active().isEmpty()) {
            return Optional.of("first election");
        }
        Optional<Facts> found = situation.members().stream()
                .filter(member -> member.id().equals(ledger.active().get()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("the active left the cluster");
        }
        Facts active = found.get();
        if (active.dead()) {
            return Optional.of(active.name() + " (active) died: its connection was reset and its port refuses");
        }
        if (!active.eligible() && (active.self() || active.incarnation() != 0)) {
            return Optional.of(active.name() + " (active) resigned");
        }
        if ((active.self() || active.incarnation() != 0) && active.incarnation() != ledger.incarnation()) {
            return Optional.of(active.name() + " (active) had restarted or given up its term");
        }
        if (!active.self() && tooSilent(active, situation.timeout())) {
            return Optional.of(active.name() + " (active) was silent for "
                    + active.silent().toMillis() + " ms");
        }
        if (!tookUp(active, ledger)
                && situation.claimAge().compareTo(situation.timeout().multipliedBy(2)) >= 0) {
            return Optional.of(active.name() + " did not take up term " + ledger.term() + " within "
                    + situation.claimAge().toMillis() + " ms");
        }
        if (ledger.term() <= active.floor()) {
            return Optional.of(
                    "term " + ledger.term() + " is not above the floor " + active.floor() + " of " + active.name());
        }
        return Optional.empty();
    }

    /** One that others hear may only be slow; or it is cut off from the Raft leader alone, and then nobody could write for ever. */
    private static boolean tooSilent(Facts active, Duration timeout) {
        return active.silent().compareTo(active.agreed() ? timeout : timeout.multipliedBy(2)) >= 0;
    }
}
