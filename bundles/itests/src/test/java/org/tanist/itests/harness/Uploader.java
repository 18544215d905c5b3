package org.tanist.itests.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Publishes jars all along, to one master after the other, and keeps those that were acknowledged. */
public final class Uploader implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long PAUSE_NANOS_A_BYTE = 100;
    private static final int SMALL = 50_000;

    private final List<MasterProcess> masters;
    private final int size;
    private final Map<String, Integer> published = new LinkedHashMap<>();
    private final Thread thread;
    private volatile String lastFailure = "";
    private volatile boolean halted;

    private Uploader(List<MasterProcess> masters, int size) {
        this.masters = masters;
        this.size = size;
        this.thread = new Thread(this::run, "itests-uploader");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Begins to publish small jars on these masters. */
    public static Uploader on(List<MasterProcess> masters) {
        return on(masters, SMALL);
    }

    /** Begins to publish jars of so many bytes. */
    public static Uploader on(List<MasterProcess> masters, int size) {
        return new Uploader(masters, size);
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
            LockSupport.parkNanos(PAUSE_NANOS + size * PAUSE_NANOS_A_BYTE);
        }
    }

    private synchronized void add(String id, int number) {
        published.put(id, number);
    }

    /** The content of one of them. */
    public byte[] bytes(int number) {
        byte[] bytes = new byte[size];
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

    /** Which acknowledged jars this master does not give back as they were. */
    public List<String> lost(MasterProcess master) {
        List<String> lost = new ArrayList<>();
        published().forEach((id, number) -> {
            byte[] found = Eventually.eventually("a definite answer for " + id, SOON, () -> {
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
