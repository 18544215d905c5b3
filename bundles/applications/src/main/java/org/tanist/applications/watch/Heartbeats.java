package org.tanist.applications.watch;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.command.ProfileReader;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

/**
 * Answers workers. A heartbeat that brings no news costs a comparison with the state and nothing in the journal; one that does is
 * answered when that is committed. Any thread, many at once.
 */
final class Heartbeats {
    private final Watch watch;
    private final Roster roster;
    private final Polls polls;
    private final Stopwatches stopwatches;

    Heartbeats(Watch watch, Roster roster, Polls polls, Stopwatches stopwatches) {
        this.watch = watch;
        this.roster = roster;
        this.polls = polls;
        this.stopwatches = stopwatches;
    }

    CompletionStage<Reply> register(byte[] body) throws InvalidException {
        long now = watch.nanos();
        Worker.Profile profile = ProfileReader.read(body);
        Worker known = watch.worker(profile.name()).orElse(null);
        if (known != null
                && !known.lost()
                && known.profile().equals(profile)
                && roster.heard(known, now) != Roster.Sign.TOO_LATE) {
            return CompletableFuture.completedFuture(OrdersToWorker.registration(profile.name(), watch.promise()));
        }
        return watch.submit(Request.of("POST", "internal/register", body)).thenApply(reply -> {
            if (!reply.succeeded()) {
                return reply;
            }
            boolean counts = watch.worker(profile.name())
                    .filter(w -> w.profile().equals(profile))
                    .map(w -> roster.heard(w, now) != Roster.Sign.TOO_LATE)
                    .orElse(false);
            return counts ? OrdersToWorker.registration(profile.name(), watch.promise()) : unknown(profile.name());
        });
    }

    CompletionStage<Reply> heartbeat(String name, byte[] body) throws InvalidException {
        Heartbeat heartbeat = Heartbeat.read(body);
        long now = watch.nanos();
        State state = watch.state();
        Worker worker = state.worker(name);
        if (worker == null || worker.lost() || !isFrom(worker, heartbeat)) {
            return CompletableFuture.completedFuture(unknown(name));
        }
        Roster.Sign sign = roster.heard(worker, now);
        if (sign == Roster.Sign.TOO_LATE) {
            return CompletableFuture.completedFuture(unknown(name));
        }
        Optional<byte[]> news = News.of(
                state,
                worker,
                heartbeat,
                (key, instance) -> stopwatches.longerThan(watch.timing().longRun(), key, instance, now));
        if (news.isEmpty()) {
            // After a failover leases are old: the first answer must not be held.
            return sign == Roster.Sign.FIRST ? answerNow(worker, heartbeat) : answer(worker, heartbeat);
        }
        return watch.submit(Request.of("POST", "internal/report", news.get()))
                .thenCompose(reply -> watch.worker(name)
                        .filter(w -> !w.lost() && isFrom(w, heartbeat))
                        .map(w -> answer(w, heartbeat))
                        .orElseGet(() -> CompletableFuture.completedFuture(unknown(name))));
    }

    private static boolean isFrom(Worker worker, Heartbeat heartbeat) {
        return worker.profile().id().equals(heartbeat.id())
                && worker.profile().session().equals(heartbeat.session());
    }

    private static Reply unknown(String name) {
        return Reply.failure(Status.NOT_FOUND, "worker '" + name + "' is not known so: register it again");
    }

    /** At once if there is something to say, else when there is, or when it has been held for long enough. */
    private CompletionStage<Reply> answer(Worker worker, Heartbeat heartbeat) {
        State state = watch.state();
        List<Heartbeat.Run> acknowledged = News.acknowledged(state, worker, heartbeat);
        if (worker.version() != heartbeat.seen() || !acknowledged.isEmpty()) {
            return answerNow(worker, heartbeat);
        }
        Polls.Poll poll = new Polls.Poll(worker.name(), heartbeat.seen(), new CompletableFuture<>());
        List<Polls.Poll> surplus = polls.hold(poll);
        if (surplus == null) {
            return CompletableFuture.failedFuture(Watch.over());
        }
        surplus.forEach(this::answer);
        try {
            watch.schedule(poll);
        } catch (RejectedExecutionException e) {
            polls.take(poll);
            return CompletableFuture.failedFuture(Watch.over());
        }
        Worker now = watch.state().worker(worker.name());
        if ((now == null || now.version() != heartbeat.seen()) && polls.take(poll)) {
            answer(poll);
        }
        return poll.answer();
    }

    private CompletionStage<Reply> answerNow(Worker worker, Heartbeat heartbeat) {
        State state = watch.state();
        List<Heartbeat.Run> acknowledged = News.acknowledged(state, worker, heartbeat);
        return CompletableFuture.completedFuture(OrdersToWorker.heartbeat(
                state, worker, watch.promise(), new OrdersToWorker.Heard(heartbeat.seen(), acknowledged)));
    }

    /** Answers a heartbeat that was held, by the state as it is now. */
    void answer(Polls.Poll poll) {
        State state = watch.state();
        @Nullable Worker worker = state.worker(poll.worker());
        OrdersToWorker.Heard heard = new OrdersToWorker.Heard(poll.seen(), List.of());
        poll.answer()
                .complete(
                        worker == null || worker.lost()
                                ? unknown(poll.worker())
                                : OrdersToWorker.heartbeat(state, worker, watch.promise(), heard));
    }
}
