package org.tanist.master.internal.leadership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus.Step;
import org.tanist.election.Candidacy;
import org.tanist.election.Outcome;

/**
 * Drives this master's part in leading: observes, lets the policy decide, carries it out. One thread runs {@link #run}; every other
 * method may be called by any thread and returns at once.
 */
public final class LeadershipLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipLoop.class);
    private static final Duration TURN = Duration.ofMillis(50);

    /** How long a term that is over may still be busy with opening its journal before it is left to itself. */
    private static final Duration OPENING = Duration.ofMillis(500);

    private final Candidacy candidacy;
    private final Surroundings around;
    private final Circumstances circumstances;
    private final DecisionLog log;
    private final Effects effects;
    private final StallWatch stalls;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Bell bell = new Bell();
    private volatile boolean closed;

    private volatile ExecutorService worker;
    private volatile Phase phase = new Phase.Following();
    private volatile @Nullable Tenure tenure;
    private volatile @Nullable Ending ending;
    private volatile @Nullable Tenure hanging;
    private volatile boolean resigned;
    private volatile long coolUntil;
    private volatile @Nullable String cooling;
    private volatile long stoppingSince;
    private long restores;

    /** What the loop tells the rest of the master. Called on the loop's or the worker's thread; must return promptly. */
    public interface Effects {
        /** A term is served from now on; with the measured phases of the activation. */
        void serving(Term term, List<Step> steps);

        /** Something that others show has changed. */
        void changed();

        /** Services of a term that is over did not stop: the process must end at once. */
        void cannotStop(String why);
    }

    /** What the loop observes besides the election and itself. Wait-free. */
    public interface Circumstances {
        /** Whether an operator holds this master. */
        boolean held();

        /** What is wrong with this master, if anything. */
        Optional<String> illness();

        /** Whether another member could take over. */
        boolean othersEligible();
    }

    /** Does nothing until it is run. */
    public LeadershipLoop(
            Candidacy candidacy, Surroundings around, Circumstances circumstances, DecisionLog log, Effects effects) {
        this.candidacy = candidacy;
        this.around = around;
        this.circumstances = circumstances;
        this.log = log;
        this.effects = effects;
        this.worker = around.threads().single("activation");
        this.stalls = new StallWatch(around.ticker(), around.timings().stall());
    }

    /** Something may have changed: look again now. */
    public void wake() {
        bell.ring();
    }

    /** What the loop is doing. */
    public Phase phase() {
        return phase;
    }

    /** Whether this master keeps itself out of the election. */
    public boolean resigned() {
        return resigned;
    }

    @Override
    public void run() {
        stalls.begin();
        while (!closed) {
            try {
                turn();
            } catch (RuntimeException e) {
                LOG.error("a turn of the leadership loop failed; it goes on with the next one", e);
            }
            await();
        }
    }

    private void turn() {
        stalls.turn(phase instanceof Phase.Serving || phase instanceof Phase.Activating);
        noticeRestore();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        Tenure current = tenure;
        if (current != null
                && current.state() == Tenure.State.READY
                && phase instanceof Phase.Activating activating
                && activating.term().equals(current.term())) {
            phase = new Phase.Serving(current.term());
            effects.serving(current.term(), current.steps());
            effects.changed();
        }
        if (phase instanceof Phase.Stopping) {
            watchStopping();
        }
        Decision decision = LeadershipPolicy.decide(observe());
        if (log.add(decision)) {
            LOG.info(
                    "term={} {}: {}",
                    candidacy.view().term(),
                    decision.getClass().getSimpleName(),
                    decision.reason());
            effects.changed();
        }
        perform(decision);
    }

    private Observation observe() {
        Optional<String> illness = illness();
        return new Observation(
                candidacy.view().standing(),
                phase,
                resigned,
                circumstances.held(),
                illness,
                Optional.ofNullable(cooling)
                        .filter(why -> coolUntil - around.ticker().nanos() > 0),
                failure(),
                // Only an ill active asks for it, and this is a look at all masters, twenty times a second.
                illness.isPresent() && circumstances.othersEligible(),
                candidacy.view().coordinated());
    }

    private Optional<String> illness() {
        if (stalls.stalled()) {
            return Optional.of("this process stood still for a while");
        }
        Tenure hung = hanging;
        return hung != null && hung.state() == Tenure.State.STARTING
                ? Optional.of("the opening of the journal in term " + hung.term() + " has not come back")
                : circumstances.illness();
    }

    private Optional<String> failure() {
        Tenure current = tenure;
        if (current != null && phase instanceof Phase.Serving) {
            return current.writerFailure();
        }
        if (current == null || !(phase instanceof Phase.Activating)) {
            return Optional.empty();
        }
        Duration limit = around.timings().activation();
        boolean late = around.ticker().millisSince(current.startedNanos()) > limit.toMillis() * 1.5;
        return late && current.failure() == null
                ? Optional.of("it took longer than " + limit.toMillis() + " ms")
                : Optional.ofNullable(current.failure());
    }

    /** An active that lags can be given a snapshot by its journal, and with it entries that somebody waits for. */
    private void noticeRestore() {
        long now = around.host().restores();
        if (now != restores) {
            restores = now;
            around.commands().restored();
        }
    }

    private void perform(Decision decision) {
        if (decision instanceof Decision.Activate activate) {
            activate(activate.term());
        } else if (decision instanceof Decision.StandDown) {
            standDown(decision.reason(), () -> {});
        } else if (decision instanceof Decision.Resign resign) {
            if (resign.coolDown()) {
                coolUntil =
                        around.ticker().nanos() + around.timings().coolDown().toNanos();
                cooling = resign.reason();
            }
            if (phase instanceof Phase.Serving serving) {
                log.ended(serving.term(), resign.reason());
            }
            resigned = true;
            standDown(resign.reason(), () -> candidacy.resign(resign.reason()));
        } else if (decision instanceof Decision.Resume) {
            cooling = null;
            resigned = false;
            candidacy.resume();
        }
    }

    private void activate(Term term) {
        Tenure next = new Tenure(term, around);
        tenure = next;
        phase = new Phase.Activating(term);
        effects.changed();
        worker.execute(() -> {
            next.start();
            // Commands that wait need not wait for the loop's next turn, too.
            effects.changed();
            wake();
        });
    }

    private void standDown(String reason, Runnable then) {
        Tenure leaving = tenure;
        if (leaving == null) {
            then.run();
            return;
        }
        leaving.end();
        around.commands().endTerm(reason);
        Ending end = new Ending(leaving, then);
        ending = end;
        stoppingSince = around.ticker().nanos();
        phase = new Phase.Stopping(leaving.term());
        effects.changed();
        worker.execute(() -> {
            if (!leaving.stop()) {
                effects.cannotStop("services of term " + leaving.term() + " did not stop in time");
            }
            settle(end);
        });
    }

    private void settle(Ending end) {
        if (end.settle()) {
            tenure = null;
            phase = new Phase.Following();
            effects.changed();
            wake();
        }
    }

    /**
     * What was started must stop in time, or the process ends. A term that is still opening its journal has started nothing: if that
     * hangs, as a storage can, this master goes on without it, and stays out of the election until it has come back.
     */
    private void watchStopping() {
        Ending end = ending;
        double waited = around.ticker().millisSince(stoppingSince);
        if (end != null && !end.tenure().begun() && waited > OPENING.toMillis()) {
            hanging = end.tenure();
            worker.shutdown(); // After what it is at, and what waits for that.
            worker = around.threads().single("activation");
            settle(end);
        } else if (waited > stopLimit().toMillis()) {
            effects.cannotStop("services of an ended term did not stop within "
                    + stopLimit().toMillis() + " ms");
        }
    }

    /**
     * Hands the lead to another member in good order: stop answering, flush, stop the services, transfer. Completes like {@code
     * Candidacy.transfer}; after {@code RolledBack} this master serves again if it still leads.
     *
     * @param steps filled with the measured phases
     */
    public CompletableFuture<Outcome> handOver(Member target, Duration limit, List<Step> steps) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        orders.add(() -> beginHandOver(target, limit, steps, done));
        wake();
        return done;
    }

    private void beginHandOver(Member target, Duration limit, List<Step> steps, CompletableFuture<Outcome> done) {
        Tenure current = tenure;
        if (current == null || !(phase instanceof Phase.Serving)) {
            done.complete(new Outcome.Refused(List.of("this master does not serve")));
            return;
        }
        phase = new Phase.HandingOver(current.term(), target.name());
        current.end();
        effects.changed();
        worker.execute(() -> new HandOver(current, target, limit, steps).run(done));
    }

    /** One hand-over, on the worker thread. */
    private final class HandOver {
        private final Tenure leaving;
        private final Member target;
        private final Duration limit;
        private final List<Step> steps;
        private long lastStep = around.ticker().nanos();

        HandOver(Tenure leaving, Member target, Duration limit, List<Step> steps) {
            this.leaving = leaving;
            this.target = target;
            this.limit = limit;
            this.steps = steps;
        }

        void run(CompletableFuture<Outcome> done) {
            around.commands()
                    .flushed()
                    .completeOnTimeout(null, around.timings().flush().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            step("flush");
            leaving.stopServices();
            step("stop-services");
            Outcome outcome =
                    candidacy.transfer(target.id(), limit).toCompletableFuture().join();
            step("transfer");
            if (outcome instanceof Outcome.Done || !leaving.term().equals(leading())) {
                leaving.stop();
                tenure = null;
                phase = new Phase.Following();
                around.commands().endTerm("the lead went to " + target.name());
            } else {
                leaving.restartServices();
                leaving.reopen();
                phase = new Phase.Serving(leaving.term());
            }
            done.complete(outcome);
            effects.changed();
            wake();
        }

        private @Nullable Term leading() {
            return candidacy.view().standing() instanceof org.tanist.election.Standing.Leading leading
                    ? leading.term()
                    : null;
        }

        private void step(String name) {
            long now = around.ticker().nanos();
            steps.add(new Step(name, (now - lastStep) / 1e6));
            lastStep = now;
        }
    }

    private Duration stopLimit() {
        return around.timings().service().multipliedBy(2);
    }

    private void await() {
        try {
            bell.await(TURN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Ends the loop and whatever it runs; the lead must have been handed over before. Blocks until the services stopped. */
    public void close() {
        closed = true;
        wake();
        Tenure last = tenure;
        if (last != null && !worker.isShutdown()) {
            last.end();
            around.commands().endTerm("this master stops");
            worker.execute(last::stop);
        }
        worker.shutdown();
        try {
            if (!worker.awaitTermination(stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("services did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
