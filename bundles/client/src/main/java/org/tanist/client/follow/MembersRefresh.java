package org.tanist.client.follow;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.tanist.client.http.Address;
import org.tanist.client.http.ConnectionPool;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.json.Json;

/**
 * Learns the members and the active in the background, so that no call waits for it.
 *
 * <p>An answer is the occasion: it names an active that is not known, comes from another than the preferred master, or 30 s without news. One daemon
 * thread, {@code tanist-client-members}, that ends when idle; at most one request at a time and one each 100 ms.
 */
public final class MembersRefresh implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final long LEAST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Call CLUSTER = Call.get("/api/v1/cluster?stale=true");

    private final Masters masters;
    private final ConnectionPool pool;
    private final boolean enabled;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - MOST_NANOS);
    private final ThreadPoolExecutor thread;

    /** A refresh that writes to these masters; one that is not enabled does nothing. */
    public MembersRefresh(Masters masters, ConnectionPool pool, boolean enabled) {
        this.masters = masters;
        this.pool = pool;
        this.enabled = enabled;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                5,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                Daemons.named("tanist-client-members"),
                new ThreadPoolExecutor.DiscardPolicy());
        this.thread.allowCoreThreadTimeOut(true);
    }

    /** An answer came; wait-free. */
    void noticed(HttpAnswer answer) {
        if (!enabled) {
            return;
        }
        boolean news = !told(answer)
                && (term(answer) > masters.term() || !answer.from().equals(masters.preferred()));
        fetch(answer.from(), news ? LEAST_NANOS : MOST_NANOS);
    }

    /** A stream with this master began; wait-free. */
    void begun(Address from) {
        if (enabled) {
            fetch(from, MOST_NANOS);
        }
    }

    private void fetch(Address from, long pauseNanos) {
        long now = System.nanoTime();
        long last = lastNanos.get();
        if (now - last > pauseNanos && lastNanos.compareAndSet(last, now)) {
            thread.execute(() -> fetch(from));
        }
    }

    /** Stops the thread; answers that come later are ignored. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void fetch(Address from) {
        try {
            HttpAnswer answer = pool.exchange(from, CLUSTER.request(), true, LIMIT);
            if (answer.status() == 200) {
                learn(Json.parse(answer.body()));
            }
        } catch (IOException e) {
            // The next answer is the next occasion; the calls themselves notice a master that is gone.
            masters.failed(from);
        } catch (IllegalArgumentException e) {
            // An address that is none: nothing is learned from this answer, and the next one is the next occasion.
            return;
        }
    }

    private void learn(Json cluster) {
        Map<String, Address> members = new LinkedHashMap<>();
        for (Json member : cluster.list("masters", master -> master)) {
            members.put(member.text("name"), Address.parse(member.text("address")));
        }
        masters.learned(members, cluster.text("active"), cluster.number("term"));
    }

    /** Whether the answer itself says who serves, and that one is known: after a failover that spares the masters a question from all. */
    private boolean told(HttpAnswer answer) {
        String name = answer.header("Tanist-Master");
        return name != null && "active".equals(answer.header("Tanist-Role")) && masters.served(name, term(answer));
    }

    private static long term(HttpAnswer answer) {
        String term = answer.header("Tanist-Term");
        try {
            return term == null ? 0 : Long.parseLong(term);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
