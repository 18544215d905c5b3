package org.tanist.itests.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Reads {@code /api/v1/events}. */
public final class EventStream implements AutoCloseable {
    private final HttpURLConnection connection;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private EventStream(HttpURLConnection connection) {
        this.connection = connection;
        Thread thread = new Thread(this::read, "itests-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** One event. */
    public record Event(long id, String type, String data) {}

    /** Connects; {@code lastEventId} null means from now on. */
    public static EventStream of(Http http, String lastEventId) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(http.base() + "/api/v1/events").toURL().openConnection();
        connection.setRequestProperty("Accept", "text/event-stream");
        if (lastEventId != null) {
            connection.setRequestProperty("Last-Event-ID", lastEventId);
        }
        if (connection.getResponseCode() != 200) {
            throw new IOException("events: " + connection.getResponseCode());
        }
        return new EventStream(connection);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            long id = -1;
            String type = "";
            StringBuilder data = new StringBuilder();
            String line = lines.readLine();
            while (line != null) {
                if (line.isEmpty()) {
                    if (data.length() > 0) {
                        events.add(new Event(id, type, data.toString()));
                    }
                    data.setLength(0);
                    type = "";
                } else if (line.startsWith("id:")) {
                    id = Long.parseLong(line.substring(3).trim());
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).trim();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).trim());
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The stream has ended with its master, or with this object.
        }
    }

    /** All so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Waits until so many events of a kind have come. */
    public void await(int count, String what, Duration limit, Predicate<Event> kind) {
        Eventually.until(
                count + " × " + what, limit, () -> events.stream().filter(kind).count() >= count);
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
