package org.tanist.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.client.wire.Event;

@Timeout(30)
class EventStreamTest {

    @Test
    void resumesBehindTheLastEventAtAnotherMaster() throws Exception {
        try (FakeCluster cluster = new FakeCluster(2)) {
            cluster.masters.forEach(master -> master.trick = exchange -> {
                String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
                long from = Long.parseLong(last) + 1;
                exchange.sendResponseHeaders(200, 0);
                // Three events, one of them long past, and then the stream breaks.
                String stream = ": hello\n\n" + event(from - 1) + event(from) + event(from + 1) + "id: 99\nda";
                exchange.getResponseBody().write(stream.getBytes(StandardCharsets.UTF_8));
                return true;
            });
            List<Long> positions = new ArrayList<>();
            try (TanistClient client = TanistClient.of(ClientOptions.of(cluster.addresses()));
                    EventStream events = client.events(5)) {
                while (positions.size() < 6) {
                    Event event = events.next(Duration.ofSeconds(10)).orElseThrow();
                    assertThat(event.type()).isEqualTo("registry.put");
                    assertThat(event.data().text("key")).isEqualTo("k" + event.position());
                    positions.add(event.position());
                }
            }
            assertThat(positions).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
        }
    }

    private static String event(long position) {
        return "id: " + position + "\r\nevent: registry.put\ndata: {\"key\":\ndata: \"k" + position + "\"}\n\n";
    }
}
