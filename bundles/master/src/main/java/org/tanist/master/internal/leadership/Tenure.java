package org.tanist.master.internal.leadership;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus.Step;
import org.tanist.journal.JournalWriter;

/**
 * One term in which this master leads: open the journal, replay, start the services, open the gate; and back.
 *
 * <p>{@link #start} and {@link #stop} block and are called by the loop's worker thread, one after the other; the rest may be read by any
 * thread.
 */
final class Tenure {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

    private final Term term;
    private final Surroundings around;
    private final List<Step> steps = Collections.synchronizedList(new ArrayList<>());
    private final ActiveServices services;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private volatile State state = State.STARTING;
    private volatile boolean ended;
    private volatile boolean begun;
    private volatile @Nullable String failure;
    private volatile @Nullable JournalWriter writer;
    private volatile long startedNanos;

    enum State {
        STARTING,
        READY,
        FAILED,
        STOPPED
    }

    Tenure(Term term, Surroundings around) {
        this.term = term;
        this.around = around;
        this.startedNanos = around.ticker().nanos();
        this.services = new ActiveServices(
                around.host(), around.threads(), around.timings().service());
    }

    Term term() {
        return term;
    }

    State state() {
        return state;
    }

    @Nullable
    String failure() {
        return failure;
    }

    /** Why nothing can be appended any more. */
    Optional<String> writerFailure() {
        JournalWriter mine = writer;
        return mine == null ? Optional.empty() : mine.failure();
    }

    long startedNanos() {
        return startedNanos;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    boolean serving() {
        return state == State.READY && !ended;
    }

    /** Whether services may run, or have run: one that has not come so far has no effect that must be stopped. */
    boolean begun() {
        return begun;
    }

    /** Does all that must be done before serving, then opens the gate. */
    void start() {
        startedNanos = around.ticker().nanos();
        try {
            JournalWriter opened = around.journal().open(term);
            writer = opened;
            step("open-journal");
            CompletableFuture.anyOf(around.host().reached(opened.start().index()), over)
                    .get(around.timings().activation().toMillis(), TimeUnit.MILLISECONDS);
            step("replay");
            if (!begin()) {
                LOG.info("term {} was over before its services were started", term);
                opened.close();
                state = State.STOPPED;
                return;
            }
            startServices(opened);
            step("start-services");
            finish(opened);
        } catch (TimeoutException e) {
            fail(
                    "the journal was not replayed within "
                            + around.timings().activation().toSeconds() + " s",
                    e);
        } catch (IOException | RuntimeException | ExecutionException e) {
            fail(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted", e);
        }
    }

    private synchronized boolean begin() {
        begun = !ended;
        return begun;
    }

    private synchronized void finish(JournalWriter opened) {
        if (!ended) {
            state = State.READY;
            around.gate().open(new Gate.Pass(term, opened, services::attendant));
        }
    }

    /** From now on nothing of this term may be answered. Any thread. */
    synchronized void end() {
        ended = true;
        around.gate().close();
        over.complete(true);
    }

    /** Opens the gate again after a hand-over that did not happen; the services must have been started again. */
    synchronized void reopen() {
        JournalWriter mine = writer;
        if (mine != null) {
            ended = false;
            state = State.READY;
            around.gate().open(new Gate.Pass(term, mine, services::attendant));
        }
    }

    /** Starts the services again after a hand-over that did not happen. */
    void restartServices() {
        JournalWriter mine = writer;
        if (mine != null) {
            startServices(mine);
        }
    }

    /**
     * Stops the services.
     *
     * @return whether all of them stopped in time
     */
    boolean stopServices() {
        return services.stop();
    }

    /** Stops the services and the writing. */
    boolean stop() {
        boolean clean = stopServices();
        JournalWriter mine = writer;
        if (mine != null) {
            mine.close();
        }
        state = State.STOPPED;
        return clean;
    }

    private void startServices(JournalWriter opened) {
        services.start(service -> new TermContext(service, this, opened, around));
    }

    private void step(String name) {
        // A loop: the first stream of doubles in a process takes a millisecond, and this is on the way of a failover.
        double soFar = 0;
        for (Step step : steps()) {
            soFar += step.ms();
        }
        steps.add(new Step(name, Math.max(0, around.ticker().millisSince(startedNanos) - soFar)));
    }

    private void fail(String why, Exception cause) {
        LOG.warn("activation in term {} failed: {}", term, why, cause);
        failure = why;
        state = State.FAILED;
    }
}
