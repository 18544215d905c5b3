package org.tanist.client.follow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.Problem;
import org.tanist.client.error.UnknownOutcomeException;
import org.tanist.client.http.Address;
import org.tanist.client.http.ConnectionPool;
import org.tanist.client.http.ExchangeException;
import org.tanist.client.http.ExchangeException.Stage;
import org.tanist.client.http.HttpAnswer;

/**
 * Gets a call answered by whichever master serves.
 *
 * <p>Masters are tried in the order of {@link Masters}; a failure moves on to the next at once, a whole round of failures is
 * followed by a short jittered pause that doubles. A standby parks a command while nobody is active, so a failover normally costs
 * one move and no polling.
 */
public final class Follower {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 6;

    private final Masters masters;
    private final ConnectionPool pool;
    private final Pace pace;
    private final MembersRefresh refresh;

    /** A follower at a pace. */
    public Follower(Masters masters, ConnectionPool pool, Pace pace, MembersRefresh refresh) {
        this.masters = masters;
        this.pool = pool;
        this.pace = pace;
        this.refresh = refresh;
    }

    /**
     * How patient a follower is.
     *
     * @param patience how long the first master may take; doubles from master to master
     * @param loneliness how long to go on while no master accepts as much as a connection
     */
    public record Pace(Duration patience, Duration loneliness) {}

    /**
     * Sends the call until a master answers it; an answer may well be an error of the caller's (4xx).
     *
     * @param limit for the whole of it
     * @throws NoActiveException if no master took it within the limit; it had no effect, or (if repeatable) none that is known
     * @throws UnknownOutcomeException if a call that must not arrive twice broke after it was sent
     */
    public HttpAnswer send(Call call, Duration limit) {
        long start = System.nanoTime();
        long deadline = start + limit.toNanos();
        long lonely = start + pace.loneliness().toNanos();
        Map<Address, Attempt> last = new LinkedHashMap<>();
        int attempts = 0;
        for (int round = 0; ; round++) {
            for (Address address : masters.order()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new NoActiveException(verdict(last));
                }
                Attempt attempt = attempt(call, address, shorter(left, patience(call, attempts++)));
                if (attempt.answer() != null) {
                    return attempt.answer();
                }
                // What a master said tells more than a later attempt that the deadline cut short.
                last.merge(address, attempt, (old, now) -> now.problem() == null && old.problem() != null ? old : now);
            }
            if (System.nanoTime() > lonely && last.values().stream().allMatch(Attempt::lonely)) {
                throw new NoActiveException(verdict(last));
            }
            pause(round, deadline);
        }
    }

    private Attempt attempt(Call call, Address address, Duration limit) {
        try {
            HttpAnswer answer = pool.exchange(address, call.request(), call.repeatable(), limit);
            if (answer.status() == 503 && again(call, answer)) {
                masters.failed(address);
                return new Attempt(null, Problem.of(503, answer.body()), "", false);
            }
            masters.answered(address);
            refresh.noticed(answer);
            return new Attempt(answer, null, "", false);
        } catch (ExchangeException e) {
            masters.failed(address);
            if (!call.repeatable() && e.stage() != Stage.CONNECTING) {
                throw new UnknownOutcomeException(Problem.local(
                        "unknown-outcome",
                        "master " + address + " took the request and broke off (" + e.getMessage()
                                + "); look whether it took effect before you repeat it"));
            }
            return new Attempt(null, null, String.valueOf(e.getMessage()), e.stage() == Stage.CONNECTING);
        }
    }

    /** Whether a 503 may be answered by asking elsewhere or later. */
    private static boolean again(Call call, HttpAnswer answer) {
        String code = Problem.of(503, answer.body()).code();
        return call.repeatable() || !code.equals("unknown-outcome");
    }

    private Duration patience(Call call, int round) {
        return call.patience() != null
                ? call.patience()
                : pace.patience().multipliedBy(1L << Math.min(round, MOST_DOUBLINGS));
    }

    private static void pause(int round, long deadline) {
        long longest = Math.min(FIRST_PAUSE.toNanos() << Math.min(round, 10), LONGEST_PAUSE.toNanos());
        long nanos = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        LockSupport.parkNanos(Math.min(nanos, Math.max(0, deadline - System.nanoTime())));
        if (Thread.currentThread().isInterrupted()) {
            throw new ClientException(Problem.local("interrupted", "interrupted while waiting for a master"));
        }
    }

    private static Duration shorter(long nanos, Duration other) {
        return other.toNanos() < nanos ? other : Duration.ofNanos(nanos);
    }

    /** What to tell when the time is over: a master's own words if one answered, else why each could not be reached. */
    private static Problem verdict(Map<Address, Attempt> last) {
        for (Attempt attempt : last.values()) {
            if (attempt.problem() != null) {
                return attempt.problem();
            }
        }
        StringJoiner reasons = new StringJoiner("; ");
        last.forEach((address, attempt) -> reasons.add(address + ": " + attempt.reason()));
        return Problem.local("unreachable", "no master answered (" + reasons + "); start one, or name others");
    }

    private record Attempt(
            @Nullable HttpAnswer answer, @Nullable Problem problem, String reason, boolean lonely) {}
}
