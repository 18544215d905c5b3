package org.tanist.itests.harness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.tanist.client.TanistClient;

/** Writes through the client library, which is to follow the active by itself: no call may fail. */
public final class ClientWriter implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TanistClient client;
    private final AtomicInteger written = new AtomicInteger();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "itests-client-writer");
    private volatile boolean halted;

    private ClientWriter(String masters) {
        client = TanistClient.of(masters);
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to write. */
    public static ClientWriter on(ClusterProcess cluster) {
        return new ClientWriter(cluster.addresses());
    }

    private void run() {
        while (!halted) {
            int number = written.get();
            try {
                client.registry().put(key(number), "value " + number);
                written.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static String key(int number) {
        return "client-" + number;
    }

    /** Waits until this many more writes are acknowledged. */
    public void awaitMore(int count) {
        int goal = written.get() + count;
        Eventually.until(
                count + " more acknowledged writes by the client", Duration.ofSeconds(40), () -> written.get() >= goal);
    }

    /** Calls that failed. */
    public List<RuntimeException> failures() {
        return failures;
    }

    /** Stops, and says which acknowledged keys are not there with their value. */
    public List<String> lost() {
        halt();
        return IntStream.range(0, written.get())
                .filter(number -> client.registry()
                        .get(key(number))
                        .filter(v -> new String(v.value(), StandardCharsets.UTF_8).equals("value " + number))
                        .isEmpty())
                .mapToObj(ClientWriter::key)
                .toList();
    }

    private void halt() {
        halted = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(35));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        halt();
        client.close();
    }
}
