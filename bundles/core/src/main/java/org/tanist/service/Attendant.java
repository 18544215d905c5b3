package org.tanist.service;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What an activation may also be: it answers calls that are no commands, such as the heartbeats of workers.
 *
 * <p>What {@link MasterService#activate} returns may implement this; the host asks once, when the service has started. A call comes
 * only on a serving active, and only after the term was proven to be in force at a moment after the call had come in. So an answer may
 * promise things that only an active may promise, such as a lease that the caller counts from the moment at which it asked.
 */
@ConsumerType
public interface Attendant {
    /**
     * Answers a call. It may be held for a while (a long poll), but must be completed when the activation is closed: exceptionally
     * with a {@code TanistException} {@code NOT_ACTIVE}, so that the caller is brought to the next active.
     *
     * <p>Any thread, many at once; must not block.
     */
    CompletionStage<Reply> attend(Request request);
}
