package org.tanist.http.internal.endpoint;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.MasterPatch;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Json;

/** The cluster, its members and the changes of its active. */
final class ClusterEndpoints {
    /** Until there are users. */
    private static final String ACTOR = "anonymous";

    private static final int DEFAULT_PORT = 3000;
    private static final int LONGEST_REASON = 1_000;

    private final ClusterControl control;

    ClusterEndpoints(ClusterControl control) {
        this.control = control;
    }

    /** The body of {@code POST /api/v1/masters}. */
    record NewMaster(@Nullable String address) {}

    /** The body of {@code POST /api/v1/transitions}; {@code dryRun} is a parameter of the query. */
    record NewTransition(
            @Nullable String type,
            @Nullable String target,
            @Nullable String reason,
            @Nullable Boolean force,
            @Nullable Boolean hold) {}

    List<Operation> operations() {
        return List.of(
                Operation.local("GET", "/api/v1/self", x -> json(control.self())),
                Operation.read("/api/v1/cluster", x -> json(control.cluster()), true),
                Operation.local("GET", "/api/v1/explain", x -> json(control.explain())),
                Operation.order("POST", "/api/v1/masters", this::addMaster, false),
                Operation.order("DELETE", "/api/v1/masters/{name}", this::removeMaster, false),
                Operation.order("PATCH", "/api/v1/masters/{name}", this::patchMaster, false),
                Operation.local("GET", "/api/v1/transitions", x -> json(control.transitions())),
                Operation.order("POST", "/api/v1/transitions", this::startTransition, true),
                Operation.local("GET", "/api/v1/transitions/{id}", this::showTransition));
    }

    private CompletionStage<Answer> addMaster(Exchange exchange) {
        String address = Json.read(exchange.body(), NewMaster.class).address();
        if (address == null) {
            throw invalid("field 'address' is missing: write host:port");
        }
        return control.addMaster(endpoint(address), ACTOR)
                .thenApply(master -> Answer.json(201, master).with("Location", "/api/v1/masters/" + master.name()));
    }

    private CompletionStage<Answer> removeMaster(Exchange exchange) {
        return control.removeMaster(exchange.argument(), ACTOR).thenApply(nothing -> Answer.empty(204));
    }

    private CompletionStage<Answer> patchMaster(Exchange exchange) {
        MasterPatch patch = Json.read(exchange.body(), MasterPatch.class);
        if (patch.held() == null && patch.priority() == null && patch.address() == null) {
            throw invalid("nothing to change: send held, priority or address");
        }
        if (patch.reason() != null && patch.held() == null) {
            throw invalid("field 'reason' says why a master is held or released: send held as well");
        }
        checkReason(patch.reason());
        if (patch.address() != null) {
            endpoint(patch.address());
        }
        return control.patchMaster(exchange.argument(), patch, ACTOR).thenApply(master -> Answer.json(200, master));
    }

    private static void checkReason(@Nullable String reason) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw invalid("field 'reason' is longer than " + LONGEST_REASON + " characters: shorten it");
        }
    }

    private CompletionStage<Answer> startTransition(Exchange exchange) {
        TransitionOrder order = order(exchange);
        return control.transition(order, ACTOR).thenApply(status -> started(status, order.dryRun()));
    }

    private static TransitionOrder order(Exchange exchange) {
        NewTransition body = Json.read(exchange.body(), NewTransition.class);
        String type = body.type();
        if (type == null || !List.of("transfer", "stand-down", "failover").contains(type)) {
            throw invalid("field 'type' is " + (type == null ? "missing" : "'" + type + "'")
                    + ": use transfer, stand-down or failover");
        }
        if (type.equals("transfer") && body.target() == null) {
            throw invalid("field 'target' is missing: a transfer names the master that is to become active");
        }
        checkReason(body.reason());
        return new TransitionOrder(
                type,
                body.target(),
                body.reason(),
                Boolean.TRUE.equals(body.force()),
                Boolean.TRUE.equals(body.hold()),
                exchange.flag("dryRun"));
    }

    private static Answer started(TransitionStatus status, boolean dryRun) {
        if (dryRun) {
            return Answer.json(200, status);
        }
        String place = "/api/v1/transitions/" + status.id();
        return Answer.json(status.state().equals("refused") ? 409 : 202, status).with("Location", place);
    }

    private CompletionStage<Answer> showTransition(Exchange exchange) {
        String id = exchange.argument();
        return json(control.transition(id)
                .orElseThrow(() -> new TanistException(
                        ErrorCode.NOT_FOUND,
                        "there is no transition '" + id + "': GET /api/v1/transitions lists them")));
    }

    private static Endpoint endpoint(String address) {
        try {
            return Endpoint.parse(address, DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new TanistException(ErrorCode.INVALID, "field 'address': " + e.getMessage(), e);
        }
    }

    private static CompletionStage<Answer> json(Object value) {
        return CompletableFuture.completedFuture(Answer.json(200, value));
    }

    private static TanistException invalid(String detail) {
        return new TanistException(ErrorCode.INVALID, detail);
    }
}
