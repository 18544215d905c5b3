package org.tanist.http.internal.endpoint;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;

/** {@code GET /api/v1/events}: what happens, as server-sent events. */
final class EventEndpoint implements AutoCloseable {
    private static final int MOST_LISTENERS = 256;
    private static final long HEARTBEAT_SECONDS = 10;

    private final ClusterControl control;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    EventEndpoint(ClusterControl control, HttpThreads threads) {
        this.control = control;
        threads.timer()
                .scheduleWithFixedDelay(
                        () -> streams.forEach(EventStream::heartbeat),
                        HEARTBEAT_SECONDS,
                        HEARTBEAT_SECONDS,
                        TimeUnit.SECONDS);
    }

    List<Operation> operations() {
        return List.of(Operation.stream("/api/v1/events", this::listen));
    }

    private void listen(Exchange exchange) {
        long after = after(exchange);
        if (streams.size() >= MOST_LISTENERS) {
            throw new TanistException(
                    ErrorCode.OVERLOADED, MOST_LISTENERS + " listen already: close one, or try another master");
        }
        if (!exchange.claim()) {
            return;
        }
        HttpServletResponse response = exchange.response();
        exchange.writeHead(Answer.bytes(200, "text/event-stream", new byte[0]).with("Cache-Control", "no-store"));
        try {
            EventStream[] self = new EventStream[1];
            EventStream stream = new EventStream(exchange, response.getOutputStream(), () -> streams.remove(self[0]));
            self[0] = stream;
            streams.add(stream);
            response.getOutputStream().setWriteListener(stream);
            stream.feedFrom(control.events(after, stream::deliver));
        } catch (IOException e) {
            exchange.ended(200);
        }
    }

    /** Where to go on: after the event named in the header or the parameter, else from now on. */
    private long after(Exchange exchange) {
        String last = exchange.request().getHeader("Last-Event-ID");
        String asked = last != null ? last : exchange.parameter("after", "");
        if (asked.isEmpty()) {
            return control.stamp().position();
        }
        try {
            return Long.parseUnsignedLong(asked);
        } catch (NumberFormatException e) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    "'" + asked + "' is not the id of an event: send the last id received, or 0 for all",
                    e);
        }
    }

    @Override
    public void close() {
        streams.forEach(EventStream::end);
    }
}
