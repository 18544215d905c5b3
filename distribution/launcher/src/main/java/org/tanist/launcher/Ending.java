package org.tanist.launcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.configuration.Shutdown;

/**
 * How this process ends: on a signal, or when a part of it asks. The Java runtime's own shutdown hook does the work, so that both
 * ways are one, and then halts with the right code (a signal would otherwise give 143).
 */
final class Ending implements Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int UNDECIDED = -1;

    private final AtomicInteger code = new AtomicInteger(UNDECIDED);
    private volatile Runnable stop = () -> {};
    private volatile Supplier<Duration> limit = () -> Duration.ofSeconds(1);

    /** From now on a signal ends the process with code 0; there is nothing to stop yet. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime, "tanist-exit"));
    }

    /**
     * From now on there is something to stop.
     *
     * @param stop takes everything apart, in order
     * @param limit for that
     */
    void use(Runnable stop, Supplier<Duration> limit) {
        this.limit = limit;
        this.stop = stop;
    }

    /** Whether the end has begun. */
    boolean begun() {
        return code.get() != UNDECIDED;
    }

    @Override
    public void exit(int code, String oneLine) {
        if (this.code.compareAndSet(UNDECIDED, code)) {
            say(oneLine, code);
            // Its own thread: the caller may be one that the stop waits for.
            Thread thread = new Thread(() -> System.exit(code), "tanist-exit-request");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void halt(int code, String oneLine) {
        // Even writing a line may block, on a pipe that nobody reads; the halt may not.
        CountDownLatch said = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    say(oneLine, code);
                    said.countDown();
                },
                "tanist-last-words");
        thread.setDaemon(true);
        thread.start();
        await(said, Duration.ofMillis(50));
        Runtime.getRuntime().halt(code);
    }

    private void stopInTime() {
        code.compareAndSet(UNDECIDED, 0);
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    stop.run();
                    LogSetup.close();
                    done.countDown();
                },
                "tanist-shutdown");
        thread.setDaemon(true);
        thread.start();
        if (!await(done, limit.get())) {
            LOG.warn("stop took longer than tanist.stop.timeout = {}: halting", limit.get());
            Runtime.getRuntime().halt(Math.max(1, code.get()));
        }
        Runtime.getRuntime().halt(code.get());
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void say(String oneLine, int code) {
        if (!oneLine.isEmpty()) {
            System.err.println("master: " + oneLine);
            LOG.info("ends with code {}: {}", code, oneLine);
        }
    }
}
