package org.tanist.http.internal.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.control.Route;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Header;
import org.tanist.http.internal.wire.Problem;

/**
 * Brings exchanges to the active: serves them here, sends them on, or parks them while there is none; and tries again, with the same
 * id, until an answer has come or the time is over.
 *
 * <p>It never loops: a request that another master sent here is served or parked here, but not sent on. It never waits for long on
 * what it believes: after a failure it asks again within milliseconds, because this master may have learned of a change of the active
 * before the new one itself, or after it. A call to a master that is no longer the active is given up as soon as this master knows.
 */
public final class Forwarder implements AutoCloseable {
    /** From here on the pause is kept even if routes change all the time, but for the first attempt in a newer term. */
    private static final int MANY_FAILURES = 20;

    private static final long LONGEST_PAUSE_MILLIS = 25;
    /** Each of very many that wait tries less often; a new route wakes them all in any case. */
    private static final int WAITING_FOR_ONE_MILLI = 8;

    private static final long LONGEST_PAUSE_OF_MANY_MILLIS = 150;
    private static final Duration WATCH = Duration.ofSeconds(30);
    private static final Set<String> HOP_HEADERS =
            Set.of("connection", "transfer-encoding", "content-length", "content-type", "date", "keep-alive", "server");

    private final ClusterControl control;
    private final PeerClient peers;
    private final HttpThreads threads;
    private final Waiting waiting;
    private volatile boolean closed;
    private final AtomicReference<Route.@Nullable There> watched = new AtomicReference<>();

    /** Over these parts; starts nothing but a sweep of its timer. */
    public Forwarder(ClusterControl control, PeerClient peers, HttpThreads threads) {
        this.control = control;
        this.peers = peers;
        this.threads = threads;
        this.waiting = new Waiting(threads, this::tooLate);
    }

    /** Takes a parcel and sees to it that its exchange is answered. Does not block. */
    public void deliver(Parcel parcel) {
        if (waiting.add(parcel)) {
            attempt(parcel, control.route(), 0);
        } else {
            done(
                    parcel,
                    new TanistException(ErrorCode.OVERLOADED, "too many requests wait for answers: try again later"));
        }
    }

    private void attempt(Parcel parcel, Route route, int failures) {
        if (parcel.exchange().isFinished()) {
            waiting.remove(parcel);
            return;
        }
        if (closed) {
            stopping(parcel);
            return;
        }
        if (route instanceof Route.Here || (route instanceof Route.Nobody && parcel.withoutActive())) {
            serve(parcel, route, failures);
        } else if (route instanceof Route.There there) {
            if (parcel.exchange().forwardedBy() == null) {
                forward(parcel, there, failures);
            } else {
                done(parcel, notActive(there));
            }
        } else {
            park(parcel, route, failures);
        }
    }

    private TanistException notActive(Route.There there) {
        return new TanistException(
                ErrorCode.NOT_ACTIVE,
                control.stamp().master() + " is not the active master: go to " + there.name() + " at "
                        + there.address());
    }

    private void serve(Parcel parcel, Route route, int failures) {
        Exchange exchange = parcel.exchange();
        begin(parcel);
        CompletionStage<Answer> served;
        try {
            served = parcel.work().serve(exchange);
        } catch (RuntimeException e) {
            done(parcel, e);
            return;
        }
        served.whenComplete((answer, failure) -> {
            if (failure == null) {
                waiting.remove(parcel);
                exchange.finish(answer);
            } else if (mayTryAgain(parcel, failure)) {
                again(parcel, route, failures + 1);
            } else {
                done(parcel, failure);
            }
        });
    }

    private static void begin(Parcel parcel) {
        parcel.exchange().attempted();
        if (!parcel.patience().isZero()) {
            parcel.exchange().extend(parcel.patience().toNanos());
        }
    }

    private boolean mayTryAgain(Parcel parcel, Throwable failure) {
        ErrorCode code = codeOf(failure);
        if (code == ErrorCode.UNKNOWN_OUTCOME) {
            parcel.exchange().unsure();
            return parcel.repeatable();
        }
        parcel.exchange().attemptFailed();
        return code == ErrorCode.NOT_ACTIVE;
    }

    private void forward(Parcel parcel, Route.There there, int failures) {
        Exchange exchange = parcel.exchange();
        watch(there);
        byte[] bytes = RequestBytes.forwarding(
                exchange, there.address(), control.stamp().master());
        boolean head = exchange.method().equals("HEAD");
        begin(parcel);
        peers.send(there.address(), bytes, head, parcel.repeatable()).whenComplete((reply, failure) -> {
            if (failure == null) {
                replied(parcel, there, reply, failures);
            } else if (failure instanceof NotSentException) {
                exchange.attemptFailed();
                again(parcel, there, failures + 1);
            } else if (parcel.repeatable()) {
                exchange.unsure();
                again(parcel, there, failures + 1);
            } else {
                done(
                        parcel,
                        new TanistException(
                                ErrorCode.UNKNOWN_OUTCOME,
                                there.name()
                                        + " broke off before it answered, so this may have taken effect or not: look before you repeat it"));
            }
        });
    }

    private void replied(Parcel parcel, Route.There there, PeerReply reply, int failures) {
        String code = reply.status() == 503 ? reply.header(Problem.CODE_HEADER) : null;
        if (code != null && code.equals(ErrorCode.UNKNOWN_OUTCOME.wire())) {
            parcel.exchange().unsure();
        } else {
            parcel.exchange().attemptFailed();
        }
        // Without that header it was the bare container of a master that starts or stops, whose 404 means nothing.
        boolean nobody = reply.header("Tanist-Master") == null;
        boolean elsewhere = code != null
                && (code.equals(ErrorCode.NOT_ACTIVE.wire())
                        || (parcel.repeatable() && code.equals(ErrorCode.UNKNOWN_OUTCOME.wire())));
        if (nobody || elsewhere) {
            again(parcel, there, failures + 1);
        } else {
            waiting.remove(parcel);
            parcel.exchange().finish(relayed(reply));
        }
    }

    private static Answer relayed(PeerReply reply) {
        List<Header> headers = new ArrayList<>(reply.headers().size());
        for (Header header : reply.headers()) {
            if (!HOP_HEADERS.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                headers.add(header);
            }
        }
        return new Answer(reply.status(), reply.header("Content-Type"), headers, reply.body(), true);
    }

    private void park(Parcel parcel, Route route, int failures) {
        long rest = parcel.exchange().restMillis();
        control.routeAfter(route, Duration.ofMillis(rest + 1)).thenAccept(next -> {
            if (next instanceof Route.Nobody && parcel.exchange().restMillis() <= 0) {
                tooLate(parcel);
            } else {
                attempt(parcel, next, failures);
            }
        });
    }

    private void again(Parcel parcel, Route failed, int failures) {
        long rest = parcel.exchange().restMillis();
        if (rest <= 0) {
            tooLate(parcel);
            return;
        }
        long pause = Math.min(rest, pause(failures));
        control.routeAfter(failed, Duration.ofMillis(pause)).thenAccept(next -> {
            boolean paused = next.equals(failed) || next instanceof Route.Nobody;
            if (failures < MANY_FAILURES || paused || next.term().isNewerThan(failed.term())) {
                attempt(parcel, next, failures);
            } else {
                threads.timer()
                        .schedule(() -> attempt(parcel, control.route(), failures), pause, TimeUnit.MILLISECONDS);
            }
        });
    }

    private long pause(int failures) {
        long alone = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(failures, 10));
        return Math.max(alone, Math.min(LONGEST_PAUSE_OF_MANY_MILLIS, waiting.size() / WAITING_FOR_ONE_MILLI));
    }

    /** Gives up what is on its way to a master as soon as another one leads: a hung master would never answer. */
    private void watch(Route.There there) {
        Route.There before = watched.get();
        if (!there.equals(before) && watched.compareAndSet(before, there)) {
            follow(there);
        }
    }

    private void follow(Route.There there) {
        control.routeAfter(there, WATCH).thenAccept(next -> {
            if (!next.equals(there)) {
                watched.compareAndSet(there, null);
                if (!(next instanceof Route.There now && now.address().equals(there.address()))) {
                    peers.abandon(there.address(), there.name() + " is not the active any more");
                }
            } else if (there.equals(watched.get())) {
                threads.timer().execute(() -> follow(there));
            }
        });
    }

    private void tooLate(Parcel parcel) {
        Exchange exchange = parcel.exchange();
        if (exchange.isFinished()) {
            return;
        }
        if (parcel.withoutActive() && parcel.repeatable()) {
            // What this master knows is better than nothing; the answer says who gave it and how old it is.
            serve(parcel, control.route(), 0);
        } else if (exchange.mayHaveTakenEffect() && !exchange.id().isEmpty()) {
            String again = "repeat it with the same " + Exchange.ID;
            give(parcel, ErrorCode.UNKNOWN_OUTCOME, "the command was taken, but not confirmed in time: " + again);
        } else if (exchange.mayHaveTakenEffect() && !parcel.repeatable()) {
            String look = "look at the cluster before you repeat it";
            give(parcel, ErrorCode.TIMEOUT, "the order was taken, but has not ended in time: " + look);
        } else {
            give(parcel, ErrorCode.NO_ACTIVE, "no active master within the time to wait: " + why());
        }
    }

    private void give(Parcel parcel, ErrorCode code, String detail) {
        done(parcel, new TanistException(code, detail));
    }

    private String why() {
        Route route = control.route();
        if (route instanceof Route.Nobody nobody) {
            return nobody.reason();
        }
        return route instanceof Route.There there
                ? there.name() + " at " + there.address() + " leads but does not answer"
                : "this master has only just become active; try again";
    }

    /** Answers all that still waits, so that its callers can go to another master at once. */
    @Override
    public void close() {
        closed = true;
        waiting.drain().forEach(this::stopping);
    }

    private void stopping(Parcel parcel) {
        boolean unsure = parcel.exchange().mayHaveTakenEffect()
                && !parcel.exchange().method().equals("GET");
        done(
                parcel,
                new TanistException(
                        unsure ? ErrorCode.UNKNOWN_OUTCOME : ErrorCode.NO_ACTIVE,
                        control.stamp().master() + " is stopping: go to another master"
                                + (unsure ? ", and repeat the command with the same " + Exchange.ID : "")));
    }

    private void done(Parcel parcel, Throwable failure) {
        waiting.remove(parcel);
        parcel.exchange().fail(failure);
    }

    private static @Nullable ErrorCode codeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof TanistException known ? known.code() : null;
    }
}
