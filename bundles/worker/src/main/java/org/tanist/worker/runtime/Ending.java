package org.tanist.worker.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process, on a signal or by itself, after an orderly stop that has a limit. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int UNDECIDED = -1;
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private final AtomicInteger code = new AtomicInteger(UNDECIDED);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Runnable stop = () -> {};

    /** From now on a signal ends the process with code 0. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime, "tanist-worker-end"));
    }

    /** From now on there is something to stop. */
    void use(Runnable orderly) {
        stop = orderly;
    }

    /** Ends with a code and one line on standard error; only the first call counts. */
    void exit(int why, String oneLine) {
        if (code.compareAndSet(UNDECIDED, why)) {
            System.err.println("worker: " + oneLine);
            LOG.info("ends with code {}: {}", why, oneLine);
            Threads.named("exit").newThread(() -> System.exit(why)).start();
        }
    }

    /** Waits for the end. */
    void await() throws InterruptedException {
        begun.await();
    }

    private void stopInTime() {
        code.compareAndSet(UNDECIDED, 0);
        CountDownLatch done = new CountDownLatch(1);
        Threads.named("stop")
                .newThread(() -> {
                    stop.run();
                    done.countDown();
                })
                .start();
        try {
            if (!done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the stop took longer than {}: halting; the keeper ends what is left", LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        begun.countDown();
        Runtime.getRuntime().halt(code.get());
    }
}
