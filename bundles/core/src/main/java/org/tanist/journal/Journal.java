package org.tanist.journal;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.cluster.Term;

/** A replicated log; see the package page for the promise it makes. Thread-safe. */
@ConsumerType
public interface Journal extends AutoCloseable {

    /**
     * Fences all older terms and opens the journal for writing. Each term is opened at most once. May block for some network
     * round trips, never longer than the provider's own time-outs.
     *
     * @throws StaleTermException if a newer term is known
     * @throws IOException if the log cannot be opened now
     */
    JournalWriter open(Term term) throws IOException;

    /**
     * Attaches the one consumer of this master, restores it from the newest checkpoint and delivers every later committed entry,
     * for the life of the journal.
     *
     * @throws IllegalStateException if a consumer is attached already
     */
    void follow(EntryConsumer consumer);

    /**
     * Stores a checkpoint durably and drops what it makes superfluous. Blocks while the snapshot is written; call it from a
     * thread of your own. An older checkpoint than the newest one is ignored, and so is one of a standby where the active's serves all.
     */
    void checkpoint(Snapshot snapshot) throws IOException;

    /** Figures for operators; cheap. */
    JournalInfo info();

    /**
     * What makes this master unfit to be active or to become it, as far as its journal knows, in half a sentence; empty if nothing does.
     * Does not block.
     */
    default Optional<String> illness() {
        return Optional.empty();
    }

    /** Idempotent; the consumer is not called afterwards. */
    @Override
    void close();
}
