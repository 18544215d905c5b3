package org.tanist.http.internal.forward;

import java.util.concurrent.CompletionStage;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;

/** How an exchange is answered on the active. */
@FunctionalInterface
public interface LocalWork {
    /** Completes with the answer or fails with a {@code TanistException}; {@code NOT_ACTIVE} sends the exchange elsewhere. */
    CompletionStage<Answer> serve(Exchange exchange);
}
