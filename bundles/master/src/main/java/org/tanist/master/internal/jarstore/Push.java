package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Member;
import org.tanist.control.JarCopy;
import org.tanist.master.internal.platform.Ticker;

/**
 * An upload on its way to one other master. For the uploading thread. A failure ends this copy only.
 *
 * <p>Four pieces wait for the connection at most; a master that takes them more slowly than the others makes the upload wait, which
 * is measured, so that {@link Replication} can tell when that is too much.
 */
final class Push {
    private static final int MOST_WAITING = 4;
    private static final int LAST_ANSWER_SECONDS = 60;

    private final Member to;
    private final Ticker ticker;
    private final SubmissionPublisher<ByteBuffer> pieces;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse<byte[]>> sent;
    private final CompletableFuture<JarCopy> answer;
    private @Nullable String failure;
    private long waitedNanos;

    Push(CopyCalls calls, Member to, String upload, Ticker ticker) {
        this.to = to;
        this.ticker = ticker;
        this.pieces = new SubmissionPublisher<>(calls.executor(), MOST_WAITING);
        Flow.Publisher<ByteBuffer> body = subscriber -> {
            pieces.subscribe(subscriber);
            connected.complete(null);
        };
        this.sent = calls.put(to.address(), upload, body);
        this.answer = sent.thenApply(CopyCalls::kept);
        answer.whenComplete((copy, broken) -> connected.complete(null));
    }

    /** Waits until the master there takes bytes, or is known not to. */
    boolean connect(long millis) {
        try {
            connected.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            fail("did not take the connection in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("this master is stopping");
        }
        return alive();
    }

    /** Hands on a piece, waiting for room at most so long; longer ends this copy. */
    void send(ByteBuffer piece, long mostMillis) {
        if (!alive()) {
            return;
        }
        long start = ticker.nanos();
        boolean[] late = new boolean[1];
        pieces.offer(piece, mostMillis, TimeUnit.MILLISECONDS, (subscriber, dropped) -> {
            late[0] = true;
            return false;
        });
        waitedNanos += ticker.nanos() - start;
        if (late[0]) {
            fail("took no bytes for " + mostMillis + " ms");
        }
    }

    /** Whether it still goes on, or has ended well. */
    boolean alive() {
        if (failure == null && answer.isCompletedExceptionally()) {
            fail(answer.handle((copy, broken) -> reason(broken)).join());
        } else if (failure == null && answer.isDone() && !pieces.isClosed()) {
            fail("answered before the end");
        }
        return failure == null;
    }

    /** How long the upload has waited for this copy alone. */
    double waitedMillis() {
        return waitedNanos / 1e6;
    }

    /** There are no more bytes; an answer that does not come within a minute is given up. */
    void end() {
        pieces.close();
        answer.orTimeout(LAST_ANSWER_SECONDS, TimeUnit.SECONDS).whenComplete((copy, broken) -> sent.cancel(true));
    }

    /** Ends this copy; the master there throws away what it has got. */
    void fail(String why) {
        if (failure == null) {
            failure = why;
            pieces.closeExceptionally(new IOException(why));
            sent.cancel(true);
        }
    }

    /** Breaks off, unless all bytes are on their way. */
    void abort() {
        if (!pieces.isClosed()) {
            fail("the upload broke off");
        }
    }

    /** Calls back when the master there has answered, or never will. */
    void whenEnded(Runnable then) {
        answer.whenComplete((copy, broken) -> then.run());
    }

    /** After the answer: whether the same bytes are durable there. */
    boolean durable(Copy own) {
        if (!alive() || !answer.isDone()) {
            return false;
        }
        JarCopy copy = answer.join();
        if (!copy.id().equals(own.id().toString()) || copy.size() != own.size()) {
            failure = "got other bytes: their hash is " + copy.id();
        }
        return failure == null;
    }

    /** Whether the master there has not confirmed. */
    boolean unconfirmed() {
        return failure != null || !answer.isDone();
    }

    /** Who, and what went wrong. */
    String complaint() {
        return to.name() + " " + (failure == null ? "has not confirmed yet" : failure);
    }

    private static String reason(Throwable broken) {
        Throwable cause = broken;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause instanceof java.net.ConnectException || message == null ? "does not answer" : message;
    }
}
