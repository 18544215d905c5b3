package org.tanist.http.internal.endpoint;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Problem;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** What endpoints ask of the master service {@code applications}, whose answers are JSON. */
final class ServiceCalls {
    private static final String SERVICE = "applications";

    private final ClusterControl control;

    ServiceCalls(ClusterControl control) {
        this.control = control;
    }

    /** A question; goes to this master's own state when the caller asks for a stale answer. */
    CompletionStage<Answer> ask(Exchange exchange, String path) {
        return control.query(SERVICE, Request.of("GET", path), exchange.flag("stale"))
                .thenApply(this::answer);
    }

    /** A question to this master's own state. */
    CompletionStage<Reply> askHere(String path) {
        return control.query(SERVICE, Request.of("GET", path), true);
    }

    /** A command under the exchange's id. */
    CompletionStage<Reply> order(Exchange exchange, String method, String path) {
        return control.submit(SERVICE, exchange.id(), new Request(method, path, Map.of(), exchange.body()));
    }

    /** A call that is no command. */
    CompletionStage<Answer> attend(Exchange exchange, String path) {
        return control.attend(SERVICE, new Request("POST", path, Map.of(), exchange.body()))
                .thenApply(this::answer);
    }

    /** The answer that a reply means. */
    Answer answer(Reply reply) {
        if (!reply.succeeded()) {
            return Problem.of(ServiceEndpoints.code(reply.status()), reply.text(), control);
        }
        return reply.body().length == 0
                ? Answer.empty(204)
                : Answer.bytes(reply.status().http(), Answer.JSON, reply.body());
    }
}
