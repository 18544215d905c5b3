package org.tanist.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tanist.client.follow.Daemons;
import org.tanist.client.follow.Streams;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.http.Lines;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Event;

/**
 * The cluster's events in the order of the journal, over reconnections (server-sent events with {@code Last-Event-ID}).
 *
 * <p>One daemon thread {@code tanist-client-events} reads; up to 1,024 events wait here, then the reading stops until some are
 * taken. Each event is delivered once. Close it when done.
 */
public final class EventStream implements AutoCloseable {

    private static final int MOST_WAITING = 1024;
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Streams streams;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicReference<@Nullable Connection> current = new AtomicReference<>();
    private final Thread reader;
    private volatile boolean closed;
    private long last;

    EventStream(Streams streams, long after) {
        this.streams = streams;
        this.last = after;
        this.reader = Daemons.named("tanist-client-events").newThread(this::run);
        this.reader.start();
    }

    /** The next event, if one comes within the limit. */
    public Optional<Event> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(events.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Ends the reading. May be called again. */
    @Override
    public void close() {
        closed = true;
        Connection connection = current.getAndSet(null);
        if (connection != null) {
            connection.close();
        }
        reader.interrupt();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = streams.connect()) {
                current.set(connection);
                read(connection);
            } catch (IOException e) {
                // The stream broke: the master died, or cut off a slow reader. Resume at another one after a short
                // pause.
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void read(Connection connection) throws IOException, InterruptedException {
        Map<String, String> headers = Map.of(
                "Accept", "text/event-stream", "Last-Event-ID", Long.toString(last), "Cache-Control", "no-store");
        Connection.Head head = connection.begin(new HttpRequest("GET", "/api/v1/events", headers), SILENCE);
        if (head.status() != 200) {
            streams.failed(connection.address());
            throw new IOException("status " + head.status());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        while (!closed) {
            accept(fields, Lines.read(head.body(), LONGEST_LINE));
        }
    }

    /** One line of the stream; an empty one ends an event, one that starts with a colon is a sign of life. */
    private void accept(Map<String, String> fields, String line) throws IOException, InterruptedException {
        if (line.isEmpty()) {
            deliver(fields);
            fields.clear();
            return;
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
            String value = line.substring(colon + 1);
            String text = value.startsWith(" ") ? value.substring(1) : value;
            fields.merge(line.substring(0, colon), text, (a, b) -> a + "\n" + b);
        }
    }

    private void deliver(Map<String, String> fields) throws IOException, InterruptedException {
        String data = fields.get("data");
        if (data == null) {
            return;
        }
        long position = position(fields.getOrDefault("id", ""));
        if (position > last || position == 0) {
            Json json = Json.parse(data.getBytes(StandardCharsets.UTF_8));
            events.put(new Event(position, fields.getOrDefault("event", "message"), json));
            last = Math.max(last, position);
        }
    }

    private static long position(String id) throws IOException {
        try {
            return id.isEmpty() ? 0 : Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new IOException("the event id " + id + " is not a journal position", e);
        }
    }
}
