package org.tanist.itests.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Writes registry keys all along, going to the next master on an error, and keeps what became of each attempt. */
public final class Writer implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<MasterProcess> masters;
    private final String prefix;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Thread thread;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean halted;

    private Writer(List<MasterProcess> masters, String prefix) {
        this.masters = masters;
        this.prefix = prefix;
        this.thread = new Thread(this::run, "itests-writer-" + prefix);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Begins to write to these masters. */
    public static Writer on(List<MasterProcess> masters, String prefix) {
        return new Writer(masters, prefix);
    }

    /**
     * One PUT.
     *
     * @param startNanos monotonic
     * @param endNanos monotonic
     * @param status HTTP status, 0 if no answer came
     * @param detail what a failure said
     */
    public record Attempt(long startNanos, long endNanos, int status, String key, String detail) {
        /** Whether it was acknowledged. */
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    private void run() {
        int master = 0;
        int number = 0;
        while (!halted) {
            String key = prefix + "-" + number;
            MasterProcess target = masters.get(master % masters.size());
            long start = System.nanoTime();
            int status = 0;
            String detail = "";
            try {
                Http.Answer answer =
                        target.http().within(Duration.ofSeconds(3)).put("/api/v1/registry/" + key, value(key));
                status = answer.status();
                detail = answer.ok() ? "" : answer.text();
            } catch (IOException e) {
                detail = e.toString();
            }
            add(new Attempt(start, System.nanoTime(), status, key, detail));
            if (status / 100 == 2) {
                number++;
            } else {
                master++;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(Attempt attempt) {
        attempts.add(attempt);
        if (attempt.ok()) {
            acknowledged.incrementAndGet();
        }
    }

    private synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    private static String value(String key) {
        return "value of " + key;
    }

    /** Waits until this many more writes are acknowledged. */
    public void awaitMore(int count) {
        awaitMore(count, Duration.ofSeconds(60));
    }

    /** Waits until this many more writes are acknowledged. */
    public void awaitMore(int count, Duration limit) {
        long goal = acknowledged.get() + count;
        Eventually.until(count + " more acknowledged writes", limit, () -> acknowledged.get() >= goal);
    }

    /** Keys whose write was acknowledged so far. */
    public List<String> acknowledged() {
        return attempts().stream().filter(Attempt::ok).map(Attempt::key).toList();
    }

    /** Attempts without acknowledgement so far. */
    public List<Attempt> failed() {
        return attempts().stream().filter(a -> !a.ok()).toList();
    }

    /** Longest time without an acknowledgement since a moment of {@link System#nanoTime}, in milliseconds. */
    public double gapMillis(long sinceNanos) {
        long last = Long.MIN_VALUE;
        long gap = 0;
        for (Attempt attempt : attempts()) {
            if (attempt.ok()) {
                if (last != Long.MIN_VALUE && attempt.endNanos() >= sinceNanos) {
                    gap = Math.max(gap, attempt.endNanos() - last);
                }
                last = attempt.endNanos();
            }
        }
        return gap / 1e6;
    }

    /** Stops writing. */
    public Writer halt() {
        halted = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** Stops writing, and says which acknowledged keys the cluster does not have with their value. */
    public List<String> lost(ClusterProcess cluster) {
        halt();
        MasterProcess active = cluster.awaitActive();
        List<String> lost = new ArrayList<>();
        for (String key : acknowledged()) {
            if (!has(active, key)) {
                lost.add(key);
            }
        }
        return lost;
    }

    private static boolean has(MasterProcess master, String key) {
        byte[] expected = value(key).getBytes(StandardCharsets.UTF_8);
        return Eventually.eventually("a definite answer for " + key, Duration.ofSeconds(20), () -> {
            Http.Answer answer = master.http().get("/api/v1/registry/" + key);
            return switch (answer.status()) {
                case 200 -> java.util.Optional.of(java.util.Arrays.equals(answer.bytes(), expected));
                case 404 -> java.util.Optional.of(false);
                default -> java.util.Optional.empty();
            };
        });
    }

    @Override
    public void close() {
        halt();
    }
}
