package org.tanist.http.internal.endpoint;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Role;
import org.tanist.control.ClusterControl;
import org.tanist.control.Route;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Problem;

/** What load balancers ask: 200 or 503. */
final class HealthEndpoints {
    /** A standby that lags by more entries than this should not be asked for anything. */
    private static final long LEVEL = 1_000;

    private final ClusterControl control;

    HealthEndpoints(ClusterControl control) {
        this.control = control;
    }

    List<Operation> operations() {
        return List.of(
                Operation.local("GET", "/health/live", this::live),
                Operation.local("GET", "/health/ready", this::ready),
                Operation.local("GET", "/active", this::active),
                Operation.local("GET", "/standby", this::standby));
    }

    private CompletionStage<Answer> live(Exchange exchange) {
        return say("alive");
    }

    private CompletionStage<Answer> ready(Exchange exchange) {
        Role role = control.stamp().role();
        boolean ready = switch (role) {
            case ACTIVE -> control.route() instanceof Route.Here;
            case STANDBY, HELD -> control.self().status().lag().entries() <= LEVEL;
            case STARTING, RECOVERING, ISOLATED, FAILED, UNREACHABLE -> false;
        };
        return ready ? say(role.wire()) : no(ErrorCode.NO_ACTIVE, "it cannot take requests yet");
    }

    private CompletionStage<Answer> active(Exchange exchange) {
        return control.route() instanceof Route.Here
                ? say(Role.ACTIVE.wire())
                : no(ErrorCode.NOT_ACTIVE, "it is not the serving active");
    }

    private CompletionStage<Answer> standby(Exchange exchange) {
        Role role = control.stamp().role();
        return role == Role.STANDBY || role == Role.HELD
                ? say(role.wire())
                : no(ErrorCode.CONFLICT, "it is not standby");
    }

    private static CompletionStage<Answer> say(String text) {
        return CompletableFuture.completedFuture(Answer.text(200, text));
    }

    private CompletionStage<Answer> no(ErrorCode code, String what) {
        String detail =
                control.stamp().master() + " is " + control.stamp().role().wire() + ": " + what;
        return CompletableFuture.completedFuture(Problem.of(code, 503, detail, control));
    }
}
