package org.tanist.master.internal.leadership;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus.Step;
import org.tanist.journal.JournalWriter;
import org.tanist.service.Attendant;

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
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private volatile State state = State.STARTING;
    private volatile boolean ended;
    private volatile @Nullable String failure;
    private volatile @Nullable JournalWriter writer;
    private volatile long startedNanos;

    enum State {
        STARTING,
        READY,
        FAILED,
        STOPPED
    }

    private record Running(
            String service, AutoCloseable effect, @Nullable Attendant attendant, ScheduledExecutorService executor) {}

    Tenure(Term term, Surroundings around) {
        this.term = term;
        this.around = around;
        this.startedNanos = around.ticker().nanos();
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

    long startedNanos() {
        return startedNanos;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    boolean serving() {
        return state == State.READY && !ended;
    }

    /** What answers calls to this service that are no commands, if its activation does. */
    private Optional<Attendant> attendant(String service) {
        for (Running one : running) {
            if (one.service().equals(service)) {
                return Optional.ofNullable(one.attendant());
            }
        }
        return Optional.empty();
    }

    /** Does all that must be done before serving, then opens the gate. */
    void start() {
        startedNanos = around.ticker().nanos();
        try {
            JournalWriter opened = around.journal().open(term);
            writer = opened;
            step("open-journal");
            around.host()
                    .reached(opened.start().index())
                    .get(around.timings().activation().toMillis(), TimeUnit.MILLISECONDS);
            step("replay");
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

    private synchronized void finish(JournalWriter opened) {
        if (!ended) {
            state = State.READY;
            around.gate().open(new Gate.Pass(term, opened, this::attendant));
        }
    }

    /** From now on nothing of this term may be answered. Any thread. */
    synchronized void end() {
        ended = true;
        around.gate().close();
    }

    /** Opens the gate again after a hand-over that did not happen; the services must have been started again. */
    synchronized void reopen() {
        JournalWriter mine = writer;
        if (mine != null) {
            ended = false;
            state = State.READY;
            around.gate().open(new Gate.Pass(term, mine, this::attendant));
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
        boolean all = true;
        for (Running effect : running) {
            effect.executor().shutdownNow();
            all &= within(effect.service(), "stop", () -> {
                effect.effect().close();
                return "";
            });
        }
        running.clear();
        return all;
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
        for (String name : around.host().healthy()) {
            ScheduledExecutorService executor = around.threads().scheduler("service-" + name);
            boolean started = within(name, "start", () -> {
                TermContext context = new TermContext(name, this, opened, around, executor);
                AutoCloseable effect = around.host().service(name).activate(context);
                running.add(new Running(name, effect, effect instanceof Attendant a ? a : null, executor));
                return "";
            });
            if (!started) {
                executor.shutdownNow();
            }
        }
    }

    /** Runs plugin code on a thread of its own, with a deadline; what fails is quarantined. */
    private boolean within(String service, String what, java.util.concurrent.Callable<String> task) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread thread = around.threads().thread("service-" + what, () -> {
            try {
                done.complete(task.call());
            } catch (Exception | LinkageError e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            done.get(around.timings().service().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            around.host().quarantine(service, "it failed to " + what + ": " + e.getCause(), e);
            return true;
        } catch (TimeoutException e) {
            thread.interrupt();
            around.host()
                    .quarantine(
                            service,
                            "it did not " + what + " within "
                                    + around.timings().service().toMillis() + " ms",
                            e);
            return false;
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void step(String name) {
        double soFar = steps().stream().mapToDouble(Step::ms).sum();
        steps.add(new Step(name, Math.max(0, around.ticker().millisSince(startedNanos) - soFar)));
    }

    private void fail(String why, Exception cause) {
        LOG.warn("activation in term {} failed: {}", term, why, cause);
        failure = why;
        state = State.FAILED;
    }
}
