package org.tanist.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.cluster.Position;

/** The right to append in one term. Thread-safe. */
@ConsumerType
public interface JournalWriter extends AutoCloseable {

    /** Everything acknowledged by older terms stands at or before this position; replay to here before serving. */
    Position start();

    /**
     * Appends a batch: all of it or nothing, in order, after every batch appended before.
     *
     * <p>Completes with the position of the last entry once the batch is durable and replicated. Fails with
     * {@link StaleTermException} (surely no effect) or another exception (outcome unknown). Completion may come from a provider's
     * thread and must not block.
     */
    CompletionStage<Position> append(List<Entry> batch);

    /**
     * Proves that this term was not over at some moment after the call (a read barrier). Completes with the position up to which
     * the state must be applied for a linearizable read; fails with {@link StaleTermException}, or another exception if it could
     * not be proven in time. Calls in flight share their round trips.
     */
    CompletionStage<Position> confirm();

    /**
     * Why nothing can be appended in this term any more, in half a sentence; empty while it can. Then the master must give up the term.
     * Does not block.
     */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /** Ends the term's writing; entries on their way complete or fail. Idempotent. */
    @Override
    void close();
}
