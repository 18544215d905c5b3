package org.tanist.itests.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Publishes small jars all along, to one master after the other, and keeps those that were acknowledged. */
public final class Uploader implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int SIZE = 50_000;

    private final List<MasterProcess> masters;
    private final Map<String, Integer> published = new LinkedHashMap<>();
    private final Thread thread;
    private volatile String lastFailure = "";
    private volatile boolean halted;

    private Uploader(List<MasterProcess> masters) {
        this.masters = masters;
        this.thread = new Thread(this::run, "itests-uploader");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Begins to publish on these masters. */
    public static Uploader on(List<MasterProcess> masters) {
        return new Uploader(masters);
    }

    private void run() {
        for (int number = 0; !halted; number++) {
            try {
                Http.Answer answer = masters.get(number % masters.size())
                        .http()
                        .within(Duration.ofSeconds(30))
                        .send("POST", "/api/v1/jars?name=u" + number + ".jar", bytes(number));
                if (answer.ok()) {
                    add(answer.json().path("id").asText(), number);
                } else {
                    lastFailure = answer.text();
                }
            } catch (IOException e) {
                lastFailure = e.toString();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private synchronized void add(String id, int number) {
        published.put(id, number);
    }

    /** The content of one of them. */
    public static byte[] bytes(int number) {
        byte[] bytes = new byte[SIZE];
        new Random(1_000_000L + number).nextBytes(bytes);
        return bytes;
    }

    /** What was acknowledged so far: id and number. */
    public synchronized Map<String, Integer> published() {
        return Map.copyOf(published);
    }

    /** Waits until so many more were acknowledged. */
    public void awaitMore(int count) {
        int before = published().size();
        Eventually.until(
                count + " more uploads (last failure: " + lastFailure + ")",
                SOON,
                () -> published().size() >= before + count);
    }

    /** Stops, and waits for the upload under way. */
    @Override
    public void close() {
        halted = true;
        try {
            thread.join(SOON.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
