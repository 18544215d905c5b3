package org.tanist.election;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Membership;
import org.tanist.journal.Journal;

/** One master's part in the election, from {@link Election#stand} to {@link #close}. Thread-safe. */
@ConsumerType
public interface Candidacy extends AutoCloseable {

    /** The newest view. Wait-free; never null, {@code Following} without a leader at the start. */
    ElectionView view();

    /**
     * The provider's own replicated log, if it has one. The same object for the life of this candidacy; its consumer must be
     * attached with {@link Journal#follow} before the candidacy can lead.
     */
    Optional<Journal> journal();

    /**
     * Hands the lead to another member. Allowed only while leading; the caller has stopped its own effects before.
     *
     * <p>Completes with {@link Outcome.Done} once the target leads in a newer term, with {@link Outcome.RolledBack} if this
     * master leads again or still, {@link Outcome.Refused} if nothing was tried. Never completes exceptionally, and at the latest
     * after {@code limit} plus the election timeout.
     */
    CompletionStage<Outcome> transfer(MasterId target, Duration limit);

    /**
     * Gives up the lead if held, and takes no other one until {@link #resume}. Idempotent, returns at once; the view follows.
     *
     * @param reason one sentence for logs
     */
    void resign(String reason);

    /** May be elected again, after {@link #resign}. Idempotent. */
    void resume();

    /**
     * Changes the voting members. Completes with the membership in force, or exceptionally with a {@code TanistException}
     * ({@code NOT_ACTIVE}, {@code CONFLICT}, {@code REFUSED}, {@code TIMEOUT}). Only the leading master may ask.
     */
    CompletionStage<Membership> change(MembershipChange change);

    /**
     * How many of {@code members} members must live so that one of them can lead: a majority where the masters vote among
     * themselves, one where a coordination service votes for them. Pure.
     */
    default int needed(int members) {
        return members / 2 + 1;
    }

    /**
     * Why this candidacy is over for good although it was not closed, such as a log that could not be written. The caller closes it and
     * stands again once the cause is gone. Wait-free.
     */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /**
     * The member that carries the coordination itself and had better not be active as well; a planned change prefers another one. A hint;
     * empty if there is no such member. Wait-free.
     */
    default Optional<MasterId> coordinator() {
        return Optional.empty();
    }

    /**
     * Leaves for good, because this process ends in a moment: releases the lead if held, hands over whatever else this master holds, and
     * takes no lead from then on, even when it is told to {@link #resume}. Need not free ports and files, and goes on telling who leads. Idempotent;
     * blocks for a second at most.
     */
    default void leave() {
        close();
    }

    /** Leaves at once: releases the lead if held, and frees ports and files. Idempotent; no listener call follows. */
    @Override
    void close();
}
