package org.tanist.service;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.versioning.ProviderType;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;

/** What a service may use while its master is active. Thread-safe; everything fails once the term is over. */
@ProviderType
public interface ActiveContext {

    /** The term of this activation: send it along with every effect. */
    Term term();

    /** This master. */
    Member self();

    /** Whether this term still serves. Cheap; check before an effect. */
    boolean serving();

    /**
     * Commits a command of this service.
     *
     * @param id unique for the command; the same id is applied once
     * @return the reply of {@code apply} on this master; fails with a {@code TanistException}
     */
    CompletionStage<Reply> submit(String id, Request request);

    /** Monotonic clock of this master in nanoseconds, from any start: only differences mean something, and only within this term. */
    long nanos();

    /** For periodic work; its tasks are cancelled at the end of the term. */
    ScheduledExecutorService executor();
}
