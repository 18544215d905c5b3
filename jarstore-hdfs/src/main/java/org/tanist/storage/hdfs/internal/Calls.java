package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.security.UserGroupInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to HDFS with a limit of time each. One that exceeds it is interrupted and given up: it has failed for its caller, and may still
 * have its effect. Thread-safe.
 */
final class Calls implements AutoCloseable {
    /** More hanging calls than this, and further ones fail at once. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final long IDLE_SECONDS = 30;
    /** A write that takes longer than this makes its caller look what it waits for. */
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final ThreadPoolExecutor threads;

    /** @param user who calls; empty before the login */
    Calls(Optional<UserGroupInformation> user) {
        this.threads = new ThreadPoolExecutor(
                0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), new HdfsThreads(user));
    }

    /** What is called. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** What is called for its effect. */
    @FunctionalInterface
    interface Effect {
        void run() throws IOException;
    }

    /** Looks what a call that takes long waits for. */
    @FunctionalInterface
    interface Watch {
        /** Why it is not to be waited for any longer; empty if that is not known. May take as long as it is to be looked at again. */
        Optional<String> obstacle();
    }

    /**
     * Calls, and waits for the answer.
     *
     * @param what for the message
     * @throws InterruptedIOException if the caller is interrupted, whose flag stays set
     */
    <T> T within(Duration limit, String what, Call<T> call) throws IOException {
        return watched(limit, what, call, Optional::empty);
    }

    /**
     * The same for a call that writes: after a second, and then again and again, it is looked at what it waits for.
     *
     * @throws SilentDataNodeException if the watch has found an obstacle
     */
    <T> T watched(Duration limit, String what, Call<T> call, Watch watch) throws IOException {
        Future<T> answer = submit(call);
        try {
            for (long left = limit.toNanos(); left > 0; left -= LOOK_NANOS) {
                try {
                    return answer.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    Optional<String> obstacle = watch.obstacle();
                    if (obstacle.isPresent() && !answer.isDone()) {
                        answer.cancel(true);
                        throw new SilentDataNodeException(obstacle.get());
                    }
                }
            }
            return answer.get(0, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "HDFS has not answered within " + limit.toSeconds() + " s (" + what
                            + "): look at 'hdfs haadmin -getAllServiceState' and 'hdfs dfsadmin -report'",
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while HDFS was asked: " + what);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private <T> Future<T> submit(Call<T> call) throws IOException {
        try {
            return threads.submit(call::run);
        } catch (RejectedExecutionException e) {
            throw new IOException(
                    threads.isShutdown() ? "the storage is closed" : MOST + " calls wait for HDFS, no more are begun",
                    e);
        }
    }

    void run(Duration limit, String what, Effect effect) throws IOException {
        run(limit, what, effect, Optional::empty);
    }

    /** As {@link #watched}. */
    void run(Duration limit, String what, Effect effect, Watch watch) throws IOException {
        Call<Boolean> call = () -> {
            effect.run();
            return true;
        };
        watched(limit, what, call, watch);
    }

    /** Asks all at once. @return for each, whether it said yes in time; empty if they could not be asked */
    List<Boolean> all(Duration limit, List<Call<Boolean>> questions) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        questions.forEach(question -> tasks.add(question::run));
        try {
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> answer : threads.invokeAll(tasks, limit.toNanos(), TimeUnit.NANOSECONDS)) {
                answers.add(!answer.isCancelled() && answer.get());
            }
            return answers;
        } catch (RejectedExecutionException | ExecutionException e) {
            LOG.debug("not all could be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private static IOException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException defect) {
            throw defect;
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        return new IOException(e);
    }

    /** Calls, and nobody waits: for what is good to do and needs not succeed. @return whether it is called */
    boolean later(String what, Effect effect) {
        try {
            threads.execute(() -> {
                try {
                    effect.run();
                } catch (IOException e) {
                    LOG.debug("{}: {}", what, Causes.line(e));
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: not done, too much waits for HDFS, or the storage is closed", what);
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
