package org.tanist.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpRequest;

/**
 * How long a standby needs for what the active has: the active is asked for its position, then the standby again and again until it has
 * that. What the questions take is counted in. On a thread of its own from the beginning to {@link #close}.
 */
final class LagWatch implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final HttpRequest QUESTION = new HttpRequest("GET", "/health/live", Map.of());
    private static final String POSITION = "tanist-position";
    private static final int LARGEST = 64 * 1024;
    /** Between two samples, so that the questions are no load. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration SHORT_PAUSE = Duration.ofMillis(1);

    private final Samples millis = new Samples();
    private final List<String> troubles = new ArrayList<>();
    private final Thread thread;

    /** Begins. */
    LagWatch(Address active, List<Address> standbys) {
        thread = new Thread(() -> watch(active, standbys), "tanist-lag");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Address active, List<Address> standbys) {
        List<Connection> others = new ArrayList<>();
        try (Connection leader = Connection.open(active, ANSWER)) {
            for (Address standby : standbys) {
                others.add(Connection.open(standby, ANSWER));
            }
            for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
                Connection standby = others.get(turn % others.size());
                long target = position(leader);
                long start = System.nanoTime();
                while (position(standby) < target && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(SHORT_PAUSE.toNanos());
                }
                millis.add((System.nanoTime() - start) / 1e6);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException e) {
            troubles.add(String.valueOf(e.getMessage()));
        } finally {
            others.forEach(Connection::close);
        }
    }

    private static long position(Connection connection) throws IOException {
        String value = connection.exchange(QUESTION, ANSWER, LARGEST).header(POSITION);
        if (value == null) {
            throw new IOException("a master does not say its position");
        }
        return Long.parseLong(value);
    }

    /** What was measured, once it is closed. */
    Samples millis() {
        return millis;
    }

    /** Why it ended before it was closed; empty if it did not. */
    String trouble() {
        return String.join("; ", troubles);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
