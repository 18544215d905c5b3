package org.tanist.itests.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishes one jar after the other through any master, on a thread of its own, and remembers which were acknowledged. */
public final class Uploader implements AutoCloseable {
    private static final int BYTES = 1_500_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final List<MasterProcess> masters;
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "itests-uploader");
    private volatile boolean halted;

    private Uploader(List<MasterProcess> masters) {
        this.masters = masters;
    }

    /** Begins. */
    public static Uploader on(List<MasterProcess> masters) {
        Uploader uploader = new Uploader(masters);
        uploader.thread.start();
        return uploader;
    }

    private void run() {
        for (int number = 0; !halted; number++) {
            MasterProcess master = masters.get(number % masters.size());
            try {
                Http.Answer answer = master.http()
                        .within(Duration.ofSeconds(20))
                        .send("POST", "/api/v1/jars?name=" + number + ".jar", bytes(number));
                if (answer.ok()) {
                    acknowledged.put(answer.json().path("id").asText(), number);
                }
            } catch (IOException e) {
                // That master is dead, or has no answer: not acknowledged.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static byte[] bytes(int number) {
        byte[] bytes = new byte[BYTES];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    /** Waits until this many more are acknowledged. */
    public void awaitMore(int count) {
        int goal = acknowledged.size() + count;
        Eventually.until(count + " more jars", Duration.ofSeconds(60), () -> acknowledged.size() >= goal);
    }

    /** Which acknowledged jars this master does not give back as they were. */
    public List<String> lost(MasterProcess master) {
        List<String> lost = new ArrayList<>();
        acknowledged.forEach((id, number) -> {
            byte[] found = Eventually.eventually("a definite answer for " + id, Duration.ofSeconds(30), () -> {
                Http.Answer answer = master.http().get("/api/v1/jars/" + id);
                return switch (answer.status()) {
                    case 200 -> Optional.of(answer.bytes());
                    case 404 -> Optional.of(new byte[0]);
                    default -> Optional.empty();
                };
            });
            if (!Arrays.equals(found, bytes(number))) {
                lost.add(id);
            }
        });
        return lost;
    }

    /** Stops. */
    @Override
    public void close() {
        halted = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
