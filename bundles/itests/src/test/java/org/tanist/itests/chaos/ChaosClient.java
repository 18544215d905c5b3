package org.tanist.itests.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;

/** Writes keys once, and counts a register of its own up and reads it; a register whose write failed is left for a new one. */
final class ChaosClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final int number;
    private final List<MasterProcess> masters;
    private final History history;
    private final Random random;
    private final Thread thread;
    private volatile boolean halted;
    private int target;
    private int register;
    private long count;
    private long written;

    ChaosClient(int number, List<MasterProcess> masters, History history, long seed) {
        this.number = number;
        this.masters = masters;
        this.history = history;
        this.random = new Random(seed + number);
        this.target = number;
        this.thread = new Thread(this::run, "itests-chaos-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!halted) {
            switch (random.nextInt(3)) {
                case 0 -> call("write", "w-" + number + "-" + written++, 0);
                case 1 -> call("set", register(), ++count);
                default -> call("get", register(), 0);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String register() {
        return "r-" + number + "-" + register;
    }

    private void call(String kind, String key, long value) {
        Http http = masters.get(Math.floorMod(target, masters.size())).http().within(LIMIT);
        String path = "/api/v1/registry/" + key;
        long start = System.nanoTime();
        int status = 0;
        long term = -1;
        long seen = value;
        try {
            Http.Answer answer = kind.equals("get") ? http.get(path) : http.put(path, Long.toString(value));
            status = answer.status();
            term = answer.ok() ? Long.parseLong(answer.header("Tanist-Term")) : -1;
            seen = kind.equals("get") && answer.ok() ? Long.parseLong(answer.text()) : value;
        } catch (IOException e) {
            // No answer: it may have happened or not.
            status = 0;
        }
        history.add(new Call(number, kind, key, seen, start, System.nanoTime(), status, term));
        if (status / 100 != 2 && status != 404) {
            target++;
            if (kind.equals("set")) {
                register++;
                count = 0;
            }
        }
    }

    @Override
    public void close() {
        halted = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
