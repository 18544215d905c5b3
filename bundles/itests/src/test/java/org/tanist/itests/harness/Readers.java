package org.tanist.itests.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Reads one key from one master all along, several at a time, and keeps which status codes were seen. */
public final class Readers implements AutoCloseable {
    private static final int COUNT = 6;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Http http;
    private final String path;
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean halted;

    private Readers(MasterProcess master, String key) {
        this.http = master.http();
        this.path = "/api/v1/registry/" + key;
        for (int i = 0; i < COUNT; i++) {
            Thread thread = new Thread(this::run, "itests-reader-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Begins to read. */
    public static Readers of(MasterProcess master, String key) {
        return new Readers(master, key);
    }

    private void run() {
        while (!halted) {
            try {
                statuses.add(http.get(path).status());
                answers.incrementAndGet();
            } catch (IOException e) {
                // Nobody there, which is no answer.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Waits until this many more answers have come. */
    public void awaitMore(int count) {
        int goal = answers.get() + count;
        Eventually.until(count + " more answers", ClusterProcess.UP, () -> answers.get() >= goal);
    }

    /** Ends, and tells all status codes that were seen. */
    public Set<Integer> seen() {
        close();
        return new TreeSet<>(statuses);
    }

    @Override
    public void close() {
        halted = true;
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
