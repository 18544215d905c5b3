package org.tanist.election.zookeeper.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.election.MembershipChange;
import org.tanist.election.Standing;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;

/** Changes of the members, by the one that leads: a commit that holds only while the term and the members are the expected ones. */
final class MemberChanges {
    private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int RETRY_MILLIS = 20;

    private final Steward steward;
    private final Claims claims;
    private final Ensemble ensemble;
    private final Outlook outlook;
    private final ScheduledExecutorService executor;

    MemberChanges(
            Steward steward, Claims claims, Ensemble ensemble, Outlook outlook, ScheduledExecutorService executor) {
        this.steward = steward;
        this.claims = claims;
        this.ensemble = ensemble;
        this.outlook = outlook;
        this.executor = executor;
    }

    /** Any thread. */
    CompletableFuture<Membership> order(MembershipChange change) {
        CompletableFuture<Membership> done = new CompletableFuture<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        steward.post(() -> attempt(change, deadline, done));
        return done;
    }

    private void attempt(MembershipChange change, long deadline, CompletableFuture<Membership> done) {
        if (!(outlook.view().standing() instanceof Standing.Leading)) {
            done.completeExceptionally(notActive());
            return;
        }
        if (System.nanoTime() - deadline > 0) {
            done.completeExceptionally(new TanistException(
                    ErrorCode.TIMEOUT, "the members could not be changed in time: ZooKeeper does not answer"));
            return;
        }
        Facts facts = steward.facts();
        Membership wanted;
        try {
            wanted = change.applyTo(facts.membership(), outlook.self());
        } catch (TanistException e) {
            done.completeExceptionally(e);
            return;
        }
        if (wanted.equals(facts.membership())) {
            done.complete(wanted);
            return;
        }
        ensemble.commit(claims.members(facts, wanted))
                .whenCompleteAsync(
                        (results, failure) -> {
                            EnsembleException refused = EnsembleException.of(failure);
                            if (failure == null) {
                                LOG.info("the members are now {}", wanted.members());
                                steward.lookout().learn(now -> now.with(wanted, facts.membersVersion() + 1));
                                done.complete(wanted);
                            } else if (refused != null && !refused.unknown() && refused.index() == 0) {
                                done.completeExceptionally(notActive());
                                steward.lookout().refreshTerm();
                            } else {
                                Threads.later(executor, () -> attempt(change, deadline, done), RETRY_MILLIS);
                            }
                        },
                        executor);
    }

    private TanistException notActive() {
        return new TanistException(
                ErrorCode.NOT_ACTIVE, outlook.self().name() + " is not active: only the active changes the members");
    }
}
