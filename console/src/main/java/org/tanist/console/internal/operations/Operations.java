package org.tanist.console.internal.operations;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.Route;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;

/**
 * Carries orders to the active, wherever it is. While nobody is active an order is parked for {@link #PATIENCE}.
 *
 * <p>An order is sent a second time only when the first try certainly had no effect (refused connection, or a master that answered
 * that it is not the active).
 */
public final class Operations {
    /** How long an order waits for an active to appear. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int TRIES = 3;
    private static final String ACTOR = "anonymous";

    private final ClusterControl control;
    private final RemoteMaster remote;

    /** Uses the door of this master, and {@code remote} for the others. */
    public Operations(ClusterControl control, RemoteMaster remote) {
        this.control = control;
        this.remote = remote;
    }

    /**
     * Starts (or only checks) a change of the active; see {@link ClusterControl#transition}. A refusal is a status too, not a
     * failure.
     */
    public CompletionStage<TransitionStatus> transition(TransitionOrder order) {
        return route(
                control.route(),
                TRIES,
                new Way<>(() -> control.transition(order, ACTOR), there -> remote.transition(there.address(), order)));
    }

    /** Holds, releases or prefers a master; see {@link ClusterControl#patchMaster}. */
    public CompletionStage<MasterStatus> patch(String master, MasterPatch patch) {
        return route(
                control.route(),
                TRIES,
                new Way<>(
                        () -> control.patchMaster(master, patch, ACTOR),
                        there -> remote.patch(there.address(), master, patch)));
    }

    private <T> CompletionStage<T> route(Route route, int tries, Way<T> way) {
        if (route instanceof Route.Nobody nobody && tries == 1) {
            return CompletableFuture.failedStage(new TanistException(ErrorCode.NO_ACTIVE, nobody.reason()));
        }
        return attempt(route, way)
                .handle((answer, failure) -> answer != null
                        ? CompletableFuture.completedStage(answer)
                        : again(route, tries, way, cause(failure)))
                .thenCompose(Function.identity());
    }

    private static <T> CompletionStage<T> attempt(Route route, Way<T> way) {
        if (route instanceof Route.Here) {
            return way.here().get();
        }
        if (route instanceof Route.There there) {
            return way.there().apply(there);
        }
        return CompletableFuture.failedStage(new TanistException(ErrorCode.NOT_ACTIVE, "no master is active"));
    }

    private <T> CompletionStage<T> again(Route failed, int tries, Way<T> way, Throwable cause) {
        boolean harmless = cause instanceof TanistException e && e.code() == ErrorCode.NOT_ACTIVE;
        if (!harmless || tries == 1) {
            return CompletableFuture.failedStage(cause);
        }
        return control.routeAfter(failed, PATIENCE).thenCompose(next -> route(next, tries - 1, way));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The two ways of one order. */
    private record Way<T>(Supplier<CompletionStage<T>> here, Function<Route.There, CompletionStage<T>> there) {}
}
