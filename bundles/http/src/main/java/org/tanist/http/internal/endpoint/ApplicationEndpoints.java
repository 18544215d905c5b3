package org.tanist.http.internal.endpoint;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;

/** Applications and workers; what is wrong with a body is found by the service. */
final class ApplicationEndpoints {
    private static final String APPLICATIONS = "/api/v1/applications";
    private static final String WORKERS = "/api/v1/workers";
    private static final int MOST_SPEC = 256 * 1024;
    private static final int MOST_PROFILE = 16 * 1024;
    private static final int MOST_HEARTBEAT = 4 * 1024 * 1024;

    private final ServiceCalls calls;

    ApplicationEndpoints(ClusterControl control) {
        this.calls = new ServiceCalls(control);
    }

    List<Operation> operations() {
        return List.of(
                Operation.command("POST", APPLICATIONS, this::submit, MOST_SPEC),
                Operation.read(APPLICATIONS, x -> calls.ask(x, "applications"), false),
                Operation.read(APPLICATIONS + "/{name}", x -> calls.ask(x, "applications/" + x.argument()), false),
                Operation.command("DELETE", APPLICATIONS + "/{name}", x -> order(x, "DELETE", ""), 0),
                Operation.command("POST", APPLICATIONS + "/{name}/stop", x -> order(x, "POST", "/stop"), 0),
                Operation.command("POST", APPLICATIONS + "/{name}/restart", x -> order(x, "POST", "/restart"), 0),
                Operation.read(
                        APPLICATIONS + "/{name}/history",
                        x -> calls.ask(x, "applications/" + x.argument() + "/history"),
                        false),
                Operation.read(WORKERS, x -> calls.ask(x, "workers"), false),
                Operation.read(WORKERS + "/{name}", x -> calls.ask(x, "workers/" + x.argument()), false),
                Operation.command("DELETE", WORKERS + "/{name}", x -> worker(x, "DELETE", ""), 0),
                Operation.command("POST", WORKERS + "/{name}/drain", x -> worker(x, "POST", "/drain"), 0),
                Operation.command("DELETE", WORKERS + "/{name}/drain", x -> worker(x, "DELETE", "/drain"), 0),
                Operation.attended(WORKERS, x -> calls.attend(x, "workers"), MOST_PROFILE),
                Operation.attended(
                        WORKERS + "/{name}/heartbeat",
                        x -> calls.attend(x, "workers/" + x.argument() + "/heartbeat"),
                        MOST_HEARTBEAT));
    }

    private CompletionStage<Answer> submit(Exchange exchange) {
        return calls.order(exchange, "POST", "applications").thenApply(reply -> {
            Answer answer = calls.answer(reply);
            String name = reply.attributes().get("application");
            return reply.succeeded() && name != null ? answer.with("Location", APPLICATIONS + "/" + name) : answer;
        });
    }

    private CompletionStage<Answer> order(Exchange exchange, String method, String what) {
        return calls.order(exchange, method, "applications/" + exchange.argument() + what)
                .thenApply(calls::answer);
    }

    private CompletionStage<Answer> worker(Exchange exchange, String method, String what) {
        return calls.order(exchange, method, "workers/" + exchange.argument() + what)
                .thenApply(calls::answer);
    }
}
