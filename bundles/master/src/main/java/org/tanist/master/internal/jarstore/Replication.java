package org.tanist.master.internal.jarstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.master.internal.platform.Ticker;

/**
 * One upload on its way to all other masters. For the uploading thread.
 *
 * <p>A copy that is needed may make the upload wait as long as the stall limit each time; one more than needed is dropped when it makes
 * the upload three times as long, and comes later, by repair. Closed early, it leaves nothing on the other masters.
 */
final class Replication implements AutoCloseable {
    private static final long CONNECT_MILLIS = 2_000;
    private static final long LINGER_MILLIS = 1_500;
    private static final int SLOWDOWN = 2;

    private final List<Push> pushes;
    private final int masters;
    private final int needed;
    private final Duration stall;
    private final Ticker ticker;
    private final long startedNanos;

    /**
     * Connects.
     *
     * @param needed how many copies there must be, this master's own included
     */
    Replication(CopyCalls calls, Plan plan, int needed, Ticker ticker) {
        this.ticker = ticker;
        this.needed = needed;
        this.masters = plan.others().size() + 1;
        this.stall = plan.stall();
        this.startedNanos = ticker.nanos();
        this.pushes = plan.others().stream()
                .map(member -> new Push(calls, member, plan.upload(), ticker))
                .toList();
    }

    /**
     * What is to be sent where.
     *
     * @param upload id of the upload
     * @param others the masters to have a copy besides this one
     * @param stall how long a needed one may take no bytes
     */
    record Plan(String upload, List<Member> others, Duration stall) {}

    /**
     * Waits until enough masters take bytes.
     *
     * @throws TanistException {@code TOO_FEW_COPIES} if that cannot be
     */
    void connect() {
        pushes.forEach(push -> push.connect(CONNECT_MILLIS));
        enough();
    }

    /**
     * Hands on a piece, and never lets go of it: the HTTP client does not tell when it has sent it.
     *
     * @throws TanistException {@code TOO_FEW_COPIES} when too many have failed
     */
    void send(Piece piece) {
        for (Push push : pushes) {
            piece.hold();
            boolean spare = alive() > needed;
            if (spare && tooSlow(push)) {
                push.fail("made the upload wait for " + Math.round(push.waitedMillis())
                        + " ms and will get its copy later");
            }
            push.send(piece.buffer(), stall.toMillis() / (spare ? 4 : 1));
        }
        enough();
    }

    private boolean tooSlow(Push push) {
        double rest = ticker.millisSince(startedNanos) - push.waitedMillis();
        return push.waitedMillis() > Math.max(stall.toMillis() / 4.0, SLOWDOWN * rest);
    }

    private int alive() {
        return 1 + (int) pushes.stream().filter(Push::alive).count();
    }

    private void enough() {
        if (alive() < needed) {
            throw tooFew(alive());
        }
    }

    /** There are no more bytes. */
    void end() {
        pushes.forEach(Push::end);
    }

    /**
     * Waits until enough others have the same bytes on disk, and a moment longer for the rest.
     *
     * @return how many masters have them, this one included
     * @throws TanistException {@code TOO_FEW_COPIES} if there are not enough in time
     */
    int await(Copy own) {
        BlockingQueue<Push> ended = new LinkedBlockingQueue<>();
        List<Push> open = pushes.stream().filter(Push::alive).toList();
        open.forEach(push -> push.whenEnded(() -> ended.add(push)));
        int durable = 1;
        long since = ticker.nanos();
        for (int answered = 0; answered < open.size(); answered++) {
            long limit = durable >= needed ? LINGER_MILLIS : stall.toMillis();
            Push next = poll(ended, limit - Math.round(ticker.millisSince(since)));
            if (next == null) {
                break;
            }
            durable += next.durable(own) ? 1 : 0;
            since = durable == needed ? ticker.nanos() : since;
        }
        if (durable < needed) {
            throw tooFew(durable);
        }
        return durable;
    }

    private static @Nullable Push poll(BlockingQueue<Push> ended, long millis) {
        try {
            return ended.poll(Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private TanistException tooFew(int have) {
        String complaints =
                pushes.stream().filter(Push::unconfirmed).map(Push::complaint).collect(Collectors.joining("; "));
        return new TanistException(
                ErrorCode.TOO_FEW_COPIES,
                "only " + have + " of " + masters + " masters can store the jar, " + needed + " must: "
                        + (complaints.isEmpty() ? "there are no more masters" : complaints));
    }

    /** Breaks off what has not ended. */
    @Override
    public void close() {
        pushes.forEach(Push::abort);
    }
}
