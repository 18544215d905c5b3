package org.tanist.service;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;
import org.tanist.journal.Snapshot;

/** Replicated state with effects on the active; see the package page for its duties. */
@ConsumerType
public interface MasterService {
    /** Service property with the name under which commands find this service: lower-case letters, digits, dashes. */
    String NAME = "tanist.service";

    /** Applies a committed command, on every master in the same order. Deterministic; quick. */
    Reply apply(Command command);

    /** Answers from the state as it is; called by many threads at once. */
    Reply query(Request request);

    /** Freezes the state as it is now, quickly; the returned source is used later by another thread. */
    Snapshot.Source snapshot();

    /** Forgets the state and takes that of a snapshot, or the empty one if the stream is empty. */
    void restore(InputStream in) throws IOException;

    /**
     * Starts the effects of the active, after everything older was applied. Returns what stops them again; it is closed before
     * this master stands down. Both have a deadline. What is returned may also be an {@link Attendant}.
     */
    AutoCloseable activate(ActiveContext context) throws Exception;
}
