package org.tanist.master.internal.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.control.ClusterControl;
import org.tanist.control.Event;
import org.tanist.service.Command;
import org.tanist.service.Reply;

/** The last events, and who wants to hear of the next ones. Written by the delivery thread; read by any. */
public final class EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final int KEPT = 4096;
    private static final int BATCH = 256;

    private final Executor executor;
    private final @Nullable Happening[] ring = new @Nullable Happening[KEPT];
    private long written;
    private List<Feed> feeds = List.of();

    private record Happening(String service, Command command, Map<String, String> attributes) {}

    /** Delivers on the given executor, which must run tasks in order. */
    public EventLog(Executor executor) {
        this.executor = executor;
    }

    synchronized void add(String service, Command command, Reply reply) {
        ring[(int) (written++ % KEPT)] = new Happening(service, command, reply.attributes());
        for (Feed feed : feeds) {
            feed.wake();
        }
    }

    /** Delivers all kept events after a journal index, then the later ones, until closed. */
    public ClusterControl.Subscription subscribe(long after, Consumer<Event> consumer) {
        Feed feed = new Feed(after, consumer);
        synchronized (this) {
            List<Feed> more = new ArrayList<>(feeds);
            more.add(feed);
            feeds = List.copyOf(more);
            feed.wake();
        }
        return feed;
    }

    private synchronized void remove(Feed feed) {
        List<Feed> fewer = new ArrayList<>(feeds);
        fewer.remove(feed);
        feeds = List.copyOf(fewer);
    }

    /** Up to a batch of events after the feed's place. */
    private synchronized List<Happening> after(Feed feed) {
        List<Happening> found = new ArrayList<>();
        long next = Math.max(feed.nextWritten, written - KEPT);
        while (next < written && found.size() < BATCH) {
            Happening happening = ring[(int) (next++ % KEPT)];
            if (happening != null && happening.command().position().index() > feed.after) {
                found.add(happening);
            }
        }
        feed.nextWritten = next;
        feed.scheduled = next < written;
        return found;
    }

    private static Event event(Happening happening) {
        Command command = happening.command();
        Map<String, String> data = new HashMap<>(happening.attributes());
        if (!command.request().path().isEmpty()) {
            data.put("path", command.request().path());
        }
        String type = happening.service() + "." + command.request().method().toLowerCase(Locale.ROOT);
        return new Event(
                command.position().index(),
                type,
                Instant.ofEpochMilli(command.atMillis()).toString(),
                data);
    }

    private final class Feed implements ClusterControl.Subscription {
        private final long after;
        private final Consumer<Event> consumer;
        private long nextWritten;
        private boolean scheduled;
        private volatile boolean closed;

        Feed(long after, Consumer<Event> consumer) {
            this.after = after;
            this.consumer = consumer;
        }

        /** Called under the log's lock. */
        void wake() {
            if (!scheduled) {
                scheduled = true;
                executor.execute(this::deliver);
            }
        }

        private void deliver() {
            List<Happening> batch = after(this);
            try {
                for (Happening happening : batch) {
                    if (closed) {
                        return;
                    }
                    consumer.accept(event(happening));
                }
            } catch (RuntimeException e) {
                LOG.debug("a listener of events failed and is dropped", e);
                close();
                return;
            }
            synchronized (EventLog.this) {
                if (scheduled && !closed) {
                    executor.execute(this::deliver);
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            remove(this);
        }
    }
}
