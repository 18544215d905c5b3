package org.tanist.master.internal.leadership;

import java.util.Optional;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;

/**
 * Decides what a master does about the lead. Pure: the same observation gives the same decision, and no clock is read.
 *
 * <p>Safety does not rest here but in the journal's fence; the policy's duties are to stop early, to start only what can serve, and
 * never to keep a lead without serving.
 */
public final class LeadershipPolicy {

    private LeadershipPolicy() {}

    /** The decision for one observation. Never null; a decision that was carried out leads to {@code Stay} next. */
    public static Decision decide(Observation seen) {
        if (seen.phase() instanceof Phase.Activating activating) {
            return whileActivating(seen, activating.term());
        }
        if (seen.phase() instanceof Phase.Serving serving) {
            return whileServing(seen, serving.term());
        }
        if (seen.phase() instanceof Phase.HandingOver handing) {
            return new Decision.Stay("handing over to " + handing.target() + "; nothing is answered meanwhile");
        }
        if (seen.phase() instanceof Phase.Stopping stopping) {
            return new Decision.Stay("stopping the services of term " + stopping.term());
        }
        return whileFollowing(seen);
    }

    private static Decision whileFollowing(Observation seen) {
        Optional<String> obstacle = obstacle(seen);
        if (obstacle.isPresent()) {
            return seen.resigned()
                    ? new Decision.Stay("stays out of the election: " + obstacle.get())
                    : new Decision.Resign(obstacle.get(), false);
        }
        if (seen.resigned()) {
            return new Decision.Resume("nothing speaks against being active any more");
        }
        if (seen.standing() instanceof Standing.Leading leading) {
            return new Decision.Activate(leading.term(), "elected in term " + leading.term());
        }
        if (seen.standing() instanceof Standing.Uncertain uncertain) {
            return new Decision.Stay("cannot lead: " + uncertain.reason());
        }
        return new Decision.Stay(
                seen.coordinated()
                        ? "follows the journal and can take over"
                        : "cannot take over: it does not reach those who elect");
    }

    private static Decision whileActivating(Observation seen, Term term) {
        Optional<Decision> ended = ended(seen, term);
        if (ended.isPresent()) {
            return ended.get();
        }
        if (seen.failure().isPresent()) {
            return new Decision.Resign(
                    "activation in term " + term + " failed: " + seen.failure().get(), true);
        }
        return obstacle(seen)
                .<Decision>map(why -> new Decision.Resign(why, false))
                .orElseGet(() -> new Decision.Stay("is becoming active in term " + term));
    }

    private static Decision whileServing(Observation seen, Term term) {
        Optional<Decision> ended = ended(seen, term);
        if (ended.isPresent()) {
            return ended.get();
        }
        if (seen.failure().isPresent()) {
            return new Decision.Resign(
                    "term " + term + " cannot be served any more: "
                            + seen.failure().get(),
                    true);
        }
        if (seen.illness().isPresent() && !seen.othersEligible() && !seen.held()) {
            return new Decision.Stay("serves in term " + term + " although "
                    + seen.illness().get() + ", because no other master could take over");
        }
        return obstacle(seen)
                .<Decision>map(why -> new Decision.Resign(why, false))
                .orElseGet(() -> new Decision.Stay("serves in term " + term));
    }

    /** The decision if the term is over, whatever else is the case. */
    private static Optional<Decision> ended(Observation seen, Term term) {
        if (seen.standing() instanceof Standing.Uncertain uncertain) {
            return Optional.of(new Decision.StandDown("coordination is lost: " + uncertain.reason()));
        }
        if (seen.standing() instanceof Standing.Leading leading) {
            return leading.term().equals(term)
                    ? Optional.empty()
                    : Optional.of(new Decision.StandDown(
                            "term " + term + " is over: elected anew in term " + leading.term()));
        }
        return Optional.of(new Decision.StandDown("term " + term + " is over: the lead was lost"));
    }

    private static Optional<String> obstacle(Observation seen) {
        if (seen.held()) {
            return Optional.of("held by an operator's order");
        }
        if (seen.illness().isPresent()) {
            return seen.illness();
        }
        return seen.coolingDown().map(why -> "a moment ago " + why);
    }
}
