package org.tanist.itests.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients that count a registry value up by compare-and-set, each command retried with its idempotency key until its outcome is
 * definite, and the check of their history. For a counter, linearizability comes down to: no value is written twice, no value is
 * missing in the end, and whoever began after another had ended saw at least as much.
 */
public final class Counting implements AutoCloseable {
    private final List<MasterProcess> masters;
    private final String path;
    private final List<Thread> threads;
    private final List<Step> steps = new ArrayList<>();
    private volatile boolean halted;

    private Counting(List<MasterProcess> masters, String path, int clients) {
        this.masters = masters;
        this.path = path;
        this.threads = IntStream.range(0, clients)
                .mapToObj(i -> new Thread(() -> run(i), "itests-counting-" + i))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Begins to count. */
    public static Counting on(List<MasterProcess> masters, String path, int clients) {
        return new Counting(masters, path, clients);
    }

    /** A read of a value, or its change to {@code value}; times are monotonic. */
    private record Step(long start, long end, boolean write, long value, int client) {}

    private void run(int client) {
        int master = client;
        while (!halted) {
            long start = System.nanoTime();
            Http http = masters.get(master % masters.size()).http().within(Duration.ofSeconds(3));
            try {
                Http.Answer read = http.get(path);
                if (read.status() != 200) {
                    master++;
                } else {
                    long value = Long.parseLong(read.text());
                    add(new Step(start, System.nanoTime(), false, value, client));
                    master = increment(client, master, value, read.header("ETag"));
                }
            } catch (IOException e) {
                master++;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
    }

    /** Tries until it is known whether the change happened; the master that answered. */
    private int increment(int client, int first, long value, String version) {
        String id = UUID.randomUUID().toString();
        long start = System.nanoTime();
        int master = first;
        while (true) {
            Http http = masters.get(master % masters.size()).http().within(Duration.ofSeconds(3));
            try {
                Http.Answer put = http.put(path, Long.toString(value + 1), "If-Match", version, "Idempotency-Key", id);
                if (put.ok()) {
                    add(new Step(start, System.nanoTime(), true, value + 1, client));
                    return master;
                }
                if (put.status() == 412) {
                    return master;
                }
            } catch (IOException e) {
                // Unknown outcome: the same command again, at the next master.
            }
            master++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
    }

    private synchronized void add(Step step) {
        steps.add(step);
    }

    private synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    private long writes() {
        return steps().stream().filter(Step::write).count();
    }

    /** Waits until so many more changes are acknowledged. */
    public void awaitMore(int count) {
        long goal = writes() + count;
        Eventually.until(count + " more increments", Duration.ofSeconds(60), () -> writes() >= goal);
    }

    /** Lets every client end its command. */
    public void halt() {
        halted = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " has a command without a definite outcome");
            }
        }
    }

    /** What is wrong with the history; empty if it is linearizable. */
    public List<String> violations(long last) {
        List<String> found = new ArrayList<>();
        List<Long> written =
                steps().stream().filter(Step::write).map(Step::value).sorted().toList();
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i) != i + 1) {
                found.add("acknowledged values are not 1, 2, 3, …: at place " + (i + 1) + " stands " + written.get(i));
                break;
            }
        }
        if (last != written.size()) {
            found.add("the last value is " + last + " after " + written.size() + " acknowledged increments");
        }
        List<Step> byStart =
                steps().stream().sorted(Comparator.comparingLong(Step::start)).toList();
        List<Step> byEnd =
                steps().stream().sorted(Comparator.comparingLong(Step::end)).toList();
        long seen = 0;
        int ended = 0;
        for (Step step : byStart) {
            while (ended < byEnd.size() && byEnd.get(ended).end() < step.start()) {
                seen = Math.max(seen, byEnd.get(ended).value());
                ended++;
            }
            if (step.value() < seen) {
                found.add(step + " began after " + seen + " had been seen");
            }
        }
        return found;
    }

    @Override
    public void close() {
        halted = true;
    }
}
