package org.tanist.master.internal.control;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Term;
import org.tanist.control.TransitionStatus;
import org.tanist.control.TransitionStatus.Check;
import org.tanist.master.internal.platform.Ticker;

/**
 * Bounds a journal on a shared storage. Each term has one segment there, which only a checkpoint of a later term frees. When what is kept
 * has become too long, the active writes a checkpoint, which frees the older terms' segments; if it is still too long, its own segment is
 * what is long, and the active stands down, so that a new term begins. One thread calls {@link #turn}.
 */
public final class Rollover {
    private static final Logger LOG = LoggerFactory.getLogger(Rollover.class);
    /** After a stand-down, which may be rolled back. */
    private static final double PAUSE_MILLIS = 60_000;
    /** After what was refused or failed; twice as long each time that it happens again. */
    private static final double FIRST_PAUSE_MILLIS = 5_000;

    private final Supplier<Optional<Kept>> kept;
    private final Steps steps;
    private final LongSupplier limit;
    private final Ticker ticker;

    private volatile Term freed = Term.NONE;
    private volatile Optional<Rest> rest = Optional.empty();
    private volatile double pauseMillis = FIRST_PAUSE_MILLIS;
    private CompletableFuture<?> attempt = CompletableFuture.completedFuture(null);

    /**
     * What the serving active's journal keeps on the storage.
     *
     * @param term the term that is served
     * @param bytes of this term's segment and of those before
     */
    public record Kept(Term term, long bytes) {}

    private record Rest(long sinceNanos, double millis) {}

    /** What can be done about it; the answers come on any thread. */
    public interface Steps {
        /** Writes a checkpoint; fails if it was not written. */
        CompletionStage<?> checkpoint();

        /** Orders that another master becomes active. */
        CompletionStage<TransitionStatus> standDown(String reason);
    }

    /**
     * Nothing is done before the first turn.
     *
     * @param kept empty where this master does not serve, or its journal is on no shared storage
     * @param limit in bytes; 0 for none
     */
    public Rollover(Supplier<Optional<Kept>> kept, Steps steps, LongSupplier limit, Ticker ticker) {
        this.kept = kept;
        this.steps = steps;
        this.limit = limit;
        this.ticker = ticker;
    }

    /** Looks once, and begins one step if one is due. */
    public void turn() {
        if (!attempt.isDone()
                || rest.filter(one -> ticker.millisSince(one.sinceNanos()) < one.millis())
                        .isPresent()) {
            return;
        }
        long most = limit.getAsLong();
        Optional<Kept> now = kept.get().filter(one -> most > 0 && one.bytes() >= most);
        if (now.isEmpty()) {
            return;
        }
        Kept found = now.get();
        attempt = (found.term().equals(freed) ? standDown(found) : free(found))
                .exceptionally(failure -> {
                    rest = Optional.of(new Rest(ticker.nanos(), pauseMillis));
                    pauseMillis = Math.min(PAUSE_MILLIS, 2 * pauseMillis);
                    LOG.warn(
                            "the journal's segments have {} bytes and could not be freed, it is tried again: {}",
                            found.bytes(),
                            failure.getCause() == null
                                    ? failure.getMessage()
                                    : failure.getCause().getMessage());
                    return null;
                })
                .toCompletableFuture();
    }

    private CompletionStage<@Nullable Void> free(Kept found) {
        return steps.checkpoint().thenAccept(written -> {
            freed = found.term();
            pauseMillis = FIRST_PAUSE_MILLIS;
        });
    }

    private CompletionStage<@Nullable Void> standDown(Kept found) {
        rest = Optional.of(new Rest(ticker.nanos(), PAUSE_MILLIS));
        return steps.standDown("the journal's segments have " + found.bytes() + " bytes, which a new term frees")
                .thenAccept(Rollover::begun);
    }

    private static void begun(TransitionStatus status) {
        if ("refused".equals(status.state())) {
            throw new IllegalStateException(status.checks().stream()
                    .filter(check -> !check.ok())
                    .map(Check::detail)
                    .collect(Collectors.joining("; ")));
        }
    }
}
