package org.tanist.cli.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.wire.KeyVersion;

/**
 * Writes one key after the other to the registry and keeps what was acknowledged, and when.
 *
 * <p>A key is written until it is acknowledged; its value says its number, so the keys {@code prefix0 … prefix(n-1)} are what
 * must be there. Start it, read its figures from any thread, close it.
 */
public final class AckedWriter implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final Duration END = Duration.ofSeconds(40);
    private static final String FILL = "x".repeat(80);

    private final TanistClient client;
    private final String prefix;
    private final Duration pause;
    private final Thread thread = new Thread(this::run, "tanist-writer");
    private final List<Ack> acks = new ArrayList<>();
    private final AtomicInteger failedCalls = new AtomicInteger();
    private volatile boolean ending;

    /**
     * A writer; it does not write yet.
     *
     * @param client used by this writer, closed by the caller
     * @param prefix of its keys
     * @param pause between two writes
     */
    public AckedWriter(TanistClient client, String prefix, Duration pause) {
        this.client = client;
        this.prefix = prefix;
        this.pause = pause;
        thread.setDaemon(true);
    }

    /** Starts to write. */
    public AckedWriter start() {
        thread.start();
        return this;
    }

    /** How many writes were acknowledged so far. */
    public int acknowledged() {
        synchronized (acks) {
            return acks.size();
        }
    }

    /** How many calls of the client failed although it retries by itself. */
    public int failedCalls() {
        return failedCalls.get();
    }

    /** The longest time without an acknowledgement that ended after this moment of {@link System#nanoTime}. */
    public Duration longestGapSince(long nanos) {
        synchronized (acks) {
            long longest = 0;
            for (int i = 1; i < acks.size(); i++) {
                if (acks.get(i).nanos() > nanos) {
                    longest = Math.max(
                            longest, acks.get(i).nanos() - acks.get(i - 1).nanos());
                }
            }
            return Duration.ofNanos(longest);
        }
    }

    /** Waits until that many more writes were acknowledged. */
    public void awaitMore(int count, Duration limit) {
        int wanted = acknowledged() + count;
        Waiting.require(limit, count + " more acknowledged writes", () -> acknowledged() >= wanted);
    }

    /** Reads everything back: is each acknowledged write there as it was acknowledged? */
    public Verification verify() {
        List<Ack> expected;
        synchronized (acks) {
            expected = List.copyOf(acks);
        }
        Map<String, Long> present = new HashMap<>();
        String after = null;
        List<KeyVersion> page;
        do {
            page = client.registry().list(prefix, PAGE, after);
            page.forEach(k -> present.put(k.key(), k.version()));
            after = page.isEmpty() ? null : page.get(page.size() - 1).key();
        } while (page.size() == PAGE);
        List<String> missing = expected.stream()
                .filter(ack -> !Long.valueOf(ack.version()).equals(present.get(ack.key())))
                .map(Ack::key)
                .toList();
        return new Verification(expected.size(), missing);
    }

    /** Stops after the write that is under way. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (int number = 0; !ending; ) {
            String key = prefix + number;
            try {
                byte[] value = (number + " " + FILL).getBytes(StandardCharsets.UTF_8);
                long version = client.registry().put(key, value).version();
                synchronized (acks) {
                    acks.add(new Ack(key, version, System.nanoTime()));
                }
                number++;
            } catch (ClientException e) {
                // The same key again: whether it was written is not known, and writing it twice does no harm.
                failedCalls.incrementAndGet();
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /**
     * What became of acknowledged writes.
     *
     * @param checked how many were looked for
     * @param missing keys that are not there, or with another version
     */
    public record Verification(int checked, List<String> missing) {}

    private record Ack(String key, long version, long nanos) {}
}
