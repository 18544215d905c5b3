package org.tanist.http.internal.endpoint;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.control.ClusterControl.Subscription;
import org.tanist.control.Event;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Json;

/**
 * One listener to the events. Never blocks who delivers them: they go to a bounded queue, from there out as fast as the listener
 * takes them; one that is too slow is cut off and may come back with the id of the last event it got.
 */
final class EventStream implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_QUEUED = 1_024;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HELLO = "retry: 200\n\n".getBytes(StandardCharsets.UTF_8);

    private final Exchange exchange;
    private final ServletOutputStream out;
    private final Runnable whenEnded;
    private final Queue<byte[]> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
    private @Nullable Subscription subscription;
    private boolean flushed = true;
    private boolean ended;

    EventStream(Exchange exchange, ServletOutputStream out, Runnable whenEnded) {
        this.exchange = exchange;
        this.out = out;
        this.whenEnded = whenEnded;
        queue.add(HELLO);
    }

    /** Ends with this subscription; closes it if the stream has ended before. */
    void feedFrom(Subscription events) {
        boolean late;
        synchronized (this) {
            subscription = events;
            late = ended;
        }
        if (late) {
            events.close();
        }
    }

    /** Takes an event in; called in order by one thread. */
    void deliver(Event event) {
        String text = "id: " + event.position() + "\nevent: " + event.type() + "\ndata: "
                + new String(Json.bytes(event), StandardCharsets.UTF_8) + "\n\n";
        push(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the connection alive, and notices when the listener has gone. */
    void heartbeat() {
        push(HEARTBEAT);
    }

    private void push(byte[] bytes) {
        if (queue.offer(bytes)) {
            drain();
        } else {
            LOG.debug("a listener to the events is too slow and is cut off");
            end();
        }
    }

    @Override
    public void onWritePossible() {
        drain();
    }

    private void drain() {
        try {
            synchronized (this) {
                while (!ended && out.isReady()) {
                    byte[] next = queue.poll();
                    if (next != null) {
                        out.write(next);
                        flushed = false;
                    } else if (!flushed) {
                        out.flush();
                        flushed = true;
                    } else {
                        return;
                    }
                }
            }
        } catch (IOException | IllegalStateException e) {
            onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("a listener to the events has gone", failure);
        end();
    }

    /** Ends the stream; again is a no-op. */
    void end() {
        Subscription events;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            events = subscription;
        }
        if (events != null) {
            events.close();
        }
        whenEnded.run();
        exchange.ended(200);
    }
}
