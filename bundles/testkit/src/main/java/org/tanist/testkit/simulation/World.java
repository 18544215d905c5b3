package org.tanist.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tanist.testkit.ManualClock;
import org.tanist.testkit.simulation.Fiber.Killed;

/** Virtual time, chance, and the threads that take turns in them; see the package page. Close it, or threads are lost. */
public final class World implements AutoCloseable {
    private static final long FOREVER = Long.MAX_VALUE;

    private final ManualClock clock = new ManualClock();
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Process> processes = new ArrayList<>();
    private final Deque<Fiber> idle = new ArrayDeque<>();
    private final List<Fiber> all = new ArrayList<>();
    private final Fiber.Baton main = new Fiber.Baton();
    private long limit;
    private long sequence;
    private boolean closing;
    private @Nullable Throwable defect;

    /** All chance in this world comes from the seed. */
    public World(long seed) {
        random = new Random(seed);
    }

    /** Something due: a callback, a new fiber's body, or a fiber that goes on. */
    record Event(long due, long tie, long number, @Nullable Process process, Kind kind) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(due, other.due);
            int byChance = byTime != 0 ? byTime : Long.compare(tie, other.tie);
            return byChance != 0 ? byChance : Long.compare(number, other.number);
        }
    }

    /** What an event does. */
    sealed interface Kind {
        /** Runs on whichever thread has the baton; must not block. */
        record Callback(Runnable task) implements Kind {}

        /** Runs in a fiber. */
        record Body(Runnable task) implements Kind {}

        /** A fiber goes on. */
        record Resume(Fiber fiber) implements Kind {}
    }

    /** The time of this world. */
    public ManualClock clock() {
        return clock;
    }

    /** The chance of this world. */
    public Random random() {
        return random;
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A new process. */
    public Process process(String name) {
        Process process = new Process(this, name);
        processes.add(process);
        return process;
    }

    /** Runs something that does not block, after a while; on behalf of nobody. */
    public void later(long nanos, Runnable task) {
        callback(null, nanos, task);
    }

    void callback(@Nullable Process process, long nanos, Runnable task) {
        add(process, nanos, new Kind.Callback(task));
    }

    void start(Process process, Runnable body) {
        add(process, 0, new Kind.Body(body));
    }

    private void add(@Nullable Process process, long nanos, Kind kind) {
        events.add(new Event(clock.nanos() + nanos, random.nextLong(), sequence++, process, kind));
    }

    void release(Process process) {
        long now = clock.nanos();
        for (Event one : process.held) {
            events.add(new Event(Math.max(now, one.due), random.nextLong(), sequence++, one.process, one.kind));
        }
        process.held.clear();
    }

    /** Lets time pass for the calling fiber. Outside of one it does nothing. */
    public void pause(long nanos) {
        if (!(Thread.currentThread() instanceof Fiber fiber) || fiber.world != this) {
            return;
        }
        Process process = fiber.process;
        if (process != null && process.dead) {
            throw new Killed();
        }
        add(process, nanos, new Kind.Resume(fiber));
        pass(fiber);
        if (process != null && process.dead) {
            throw new Killed();
        }
    }

    /** Waits for a future in virtual time; only in a fiber. */
    public <T> T await(CompletableFuture<T> future, Duration most) throws ExecutionException, TimeoutException {
        long deadline = clock.nanos() + most.toNanos();
        while (!future.isDone()) {
            if (clock.nanos() > deadline) {
                throw new TimeoutException("not within " + most);
            }
            pause(1_000_000);
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a future that is done does not block", e);
        }
    }

    /** Lets this much time pass for everybody. Only by the thread that made the world. */
    public void run(Duration time) {
        limit = clock.nanos() + time.toNanos();
        pass(null);
        clock.advance(Duration.ofNanos(Math.max(0, limit - clock.nanos())));
        Throwable failed = defect;
        if (failed != null) {
            defect = null;
            throw new AssertionError("simulated code failed by a defect: " + failed, failed);
        }
    }

    private @Nullable Event next() {
        for (Event event = events.peek(); event != null && event.due <= limit; event = events.peek()) {
            events.remove();
            Process process = event.process;
            boolean over = closing || (process != null && process.dead);
            if (over && !(event.kind instanceof Kind.Resume)) {
                continue;
            }
            if (process != null && process.paused && !over) {
                process.held.add(event);
                continue;
            }
            clock.advance(Duration.ofNanos(Math.max(0, event.due - clock.nanos())));
            return event;
        }
        return null;
    }

    /** Lets others run until it is this fiber's turn again; null stands for the main thread, whose turn is at the limit. */
    private void pass(@Nullable Fiber me) {
        while (true) {
            Event event = next();
            if (event == null) {
                if (me != null) {
                    main.give();
                    me.baton.take();
                }
                return;
            }
            if (event.kind instanceof Kind.Callback callback) {
                guarded(callback.task());
                continue;
            }
            Fiber other = event.kind instanceof Kind.Resume resume ? resume.fiber() : begin(event);
            if (other == me) {
                return;
            }
            other.baton.give();
            (me == null ? main : me.baton).take();
            return;
        }
    }

    private Fiber begin(Event event) {
        Fiber fiber = idle.poll();
        if (fiber == null) {
            fiber = Fiber.spare();
            fiber.world = this;
            all.add(fiber);
        }
        fiber.process = event.process;
        fiber.body = event.kind instanceof Kind.Body body ? body.task() : null;
        return fiber;
    }

    /** A fiber has the baton and a body: runs it, then others' events, until somebody else has the baton. */
    void live(Fiber me) {
        while (true) {
            Runnable body = me.body;
            me.body = null;
            if (body != null) {
                guarded(body);
            }
            Event event = next();
            if (event == null) {
                idle.push(me);
                main.give();
                return;
            }
            if (event.kind instanceof Kind.Callback callback) {
                guarded(callback.task());
            } else if (event.kind instanceof Kind.Body next) {
                me.process = event.process;
                me.body = next.task();
            } else if (event.kind instanceof Kind.Resume resume) {
                idle.push(me);
                resume.fiber().baton.give();
                return;
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Killed e) {
            // Its process is dead.
            return;
        } catch (RuntimeException | Error e) {
            if (defect == null) {
                defect = e;
            }
        }
    }

    /** Kills every process and ends its threads. */
    @Override
    public void close() {
        closing = true;
        for (Process process : processes) {
            process.kill();
        }
        limit = FOREVER;
        pass(null);
        all.forEach(Fiber::keep);
        all.clear();
    }
}
