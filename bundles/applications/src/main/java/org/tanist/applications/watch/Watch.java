package org.tanist.applications.watch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.applications.view.WorkerView;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.service.ActiveContext;
import org.tanist.service.Attendant;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * One term of the applications service on the active: answers workers, and takes turns in which it decides what is to be done.
 *
 * <p>Threading: {@link #attend}, {@link #changed} and {@link #sight} come from any thread; turns run on the service's executor, one
 * after the other; commands complete on the master's. {@link #close} ends all of it, and answers whoever waits.
 */
public final class Watch implements Attendant, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long TICK_MILLIS = 100;
    /** Bounds how many decisions of a turn are on their way; the next turn goes on. */
    private static final int MOST_ON_THEIR_WAY = 2_000;

    private final ActiveContext context;
    private final Supplier<State> states;
    private final Timing timing;
    private final Roster roster;
    private final Polls polls = new Polls();
    private final Stopwatches stopwatches = new Stopwatches();
    private final Scheduler scheduler = new Scheduler(stopwatches);
    private final Heartbeats heartbeats;
    private final AtomicLong commands = new AtomicLong();
    private final Set<String> onTheirWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean turnIsDue = new AtomicBoolean();
    private volatile boolean closed;

    /** Begins a term; nothing happens before {@link #start}. */
    public Watch(ActiveContext context, Supplier<State> states, Timing timing) {
        this.context = context;
        this.states = states;
        this.timing = timing;
        this.roster = new Roster(timing, states.get(), context.nanos());
        this.heartbeats = new Heartbeats(this, roster, polls, stopwatches);
    }

    /** Begins to take turns. */
    public void start() {
        context.executor().scheduleWithFixedDelay(this::guardedTurn, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Reply> attend(Request request) {
        if (closed) {
            return CompletableFuture.failedFuture(over());
        }
        try {
            String[] path = request.path().split("/", -1);
            if (request.method().equals("POST") && path.length == 1 && path[0].equals("workers")) {
                return heartbeats.register(request.body());
            }
            if (request.method().equals("POST")
                    && path.length == 3
                    && path[0].equals("workers")
                    && path[2].equals("heartbeat")) {
                return heartbeats.heartbeat(path[1], request.body());
            }
            return CompletableFuture.completedFuture(
                    Reply.failure(Reply.Status.NOT_ALLOWED, "workers register and send heartbeats, nothing else"));
        } catch (InvalidException e) {
            return CompletableFuture.completedFuture(
                    Reply.failure(Reply.Status.INVALID, String.valueOf(e.getMessage())));
        }
    }

    /** A command was applied, and there is something new to say to these workers. Any thread; returns at once. */
    public void changed(Set<String> workers) {
        try {
            // One task even for many: the thread that applies must not wait for answers to be written.
            context.executor()
                    .execute(() -> workers.forEach(name -> polls.take(name).forEach(heartbeats::answer)));
        } catch (RejectedExecutionException e) {
            LOG.debug("the term ended before workers could be told", e);
        }
        wake();
    }

    /** How a worker looks from here. */
    public WorkerView.Sight sight(Worker worker) {
        return roster.sight(worker, context.nanos());
    }

    private void wake() {
        if (turnIsDue.compareAndSet(false, true)) {
            try {
                context.executor().execute(this::guardedTurn);
            } catch (RejectedExecutionException e) {
                LOG.debug("the term ended before a turn", e);
            }
        }
    }

    /** A defect in one turn must not end all of them: the executor would drop the task. */
    private void guardedTurn() {
        turnIsDue.set(false);
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.error("a turn of the applications service failed; the next one tries again", e);
        }
    }

    private void turn() {
        if (closed || !context.serving()) {
            return;
        }
        State state = states.get();
        long now = context.nanos();
        for (Worker worker : roster.giveUp(state, now)) {
            byte[] body = Json.bytes(Json.object().put("worker", worker.name()).put("registered", worker.registered()));
            if (order(new Scheduler.Decision("worker " + worker.name(), Request.of("POST", "internal/lost", body)))) {
                LOG.warn(
                        "worker {} was silent for {} ms and is given up; its instances go elsewhere",
                        worker.name(),
                        timing.timeout().toMillis());
            }
        }
        List<Scheduler.Decision> decisions = scheduler.decide(state, w -> roster.trusts(w, now), now);
        decisions.forEach(this::order);
    }

    /** Has a decision committed, unless one about the same thing is on its way. */
    private boolean order(Scheduler.Decision decision) {
        if (onTheirWay.size() >= MOST_ON_THEIR_WAY || !onTheirWay.add(decision.subject())) {
            return false;
        }
        submit(decision.command()).whenComplete((reply, failure) -> {
            onTheirWay.remove(decision.subject());
            if (failure != null) {
                LOG.debug("{} was not committed; the next turn decides anew", decision.subject(), failure);
            } else {
                wake();
            }
        });
        return true;
    }

    /** Commits a command of this term. */
    CompletionStage<Reply> submit(Request request) {
        return context.submit("applications-" + context.term() + "-" + commands.incrementAndGet(), request);
    }

    State state() {
        return states.get();
    }

    long nanos() {
        return context.nanos();
    }

    Timing timing() {
        return timing;
    }

    OrdersToWorker.Promise promise() {
        return new OrdersToWorker.Promise(
                context.term(),
                timing.lease().toMillis(),
                timing.heartbeat(states.get().workers().size()).toMillis());
    }

    /** Answers a held heartbeat when its time is over. */
    void schedule(Polls.Poll poll) {
        long millis = timing.hold(states.get().workers().size()).toMillis();
        context.executor().schedule(() -> release(poll), millis, TimeUnit.MILLISECONDS);
    }

    private void release(Polls.Poll poll) {
        if (polls.take(poll)) {
            heartbeats.answer(poll);
        }
    }

    static TanistException over() {
        return new TanistException(ErrorCode.NOT_ACTIVE, "this master is not active any more: go to the one that is");
    }

    @Override
    public void close() {
        closed = true;
        polls.close().forEach(poll -> poll.answer().completeExceptionally(over()));
    }

    /** The worker with this name, if there is one. */
    Optional<Worker> worker(String name) {
        @Nullable Worker worker = states.get().worker(name);
        return Optional.ofNullable(worker);
    }
}
