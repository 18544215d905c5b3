package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.control.Event;

/** The stream of events, as a listener on a socket sees it. */
@Timeout(60)
class EventsTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static TestMaster master;

    @BeforeAll
    static void start() throws IOException {
        master = new TestMaster(CLUSTER, "m0");
        CLUSTER.activate("m0");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    private static void emit(long position) {
        master.control.emit(new Event(position, "registry.put", "2026-01-01T00:00:00Z", Map.of("key", "k" + position)));
    }

    /** A listener that reads line by line. */
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listener(String query, String header) throws IOException {
            socket = new Socket("127.0.0.1", master.port());
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String next(String prefix) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(prefix)) {
                    return line;
                }
            }
            return "closed";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void resumesAfterTheLastOneReceivedAndGoesOnLive() throws IOException {
        emit(1);
        emit(2);
        emit(3);
        int before = master.control.listening();
        try (Listener listener = new Listener("", "Last-Event-ID: 1\r\n")) {
            assertThat(listener.next("Content-Type")).containsIgnoringCase("text/event-stream");
            assertThat(listener.next("id:")).isEqualTo("id: 2");
            assertThat(listener.next("event:")).isEqualTo("event: registry.put");
            assertThat(listener.next("data:")).contains("\"position\":2").contains("\"key\":\"k2\"");
            assertThat(listener.next("id:")).isEqualTo("id: 3");
            emit(4);
            assertThat(listener.next("id:")).isEqualTo("id: 4");
        }
        Eventually.holds("the one who has gone is forgotten", () -> {
            emit(5);
            return master.control.listening() == before;
        });
        try (Listener all = new Listener("?after=0", "")) {
            assertThat(all.next("id:")).isEqualTo("id: 1");
        }
    }

    @Test
    void aListenerThatDoesNotReadIsCutOffAndHoldsUpNobody() throws IOException {
        int before = master.control.listening();
        try (Listener slow = new Listener("", "")) {
            assertThat(slow.next("retry:")).isNotEqualTo("closed");
            Eventually.holds("it is registered", () -> master.control.listening() == before + 1);
            Event large = new Event(10, "large", "2026-01-01T00:00:00Z", Map.of("x", "y".repeat(60_000)));
            Eventually.holds("it is cut off", () -> {
                for (int i = 0; i < 200; i++) {
                    master.control.emit(large);
                }
                return master.control.listening() == before;
            });
        } finally {
            master.control.events.clear();
        }
        assertThat(master.get("/health/live").statusCode()).isEqualTo(200);
    }
}
