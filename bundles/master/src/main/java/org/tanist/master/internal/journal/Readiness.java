package org.tanist.master.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this master could open the journal, as far as is known. After an opening that failed it is tried once a second, without a term,
 * whether another one could succeed: until then this master shall not stand for election, because each attempt uses up a term for all.
 * One that only reads is tried now and then whether it could write, too: else that would be found out when it is needed.
 *
 * <p>Thread-safe; what is tried happens on one lane.
 */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(10);

    private final Lane lane;
    private final Rehearsal rehearsal;
    private @Nullable Obstacle obstacle; // guarded by this
    private boolean looking; // guarded by this
    private boolean suspected; // only of the lane

    /** Of one attempt: a later one that failed for the same reason is another. */
    private static final class Obstacle {
        private final String why;

        Obstacle(IOException failure) {
            this.why = String.valueOf(failure.getMessage());
        }
    }

    /** Does what an opening needs, as far as that can be done without one. */
    @FunctionalInterface
    interface Rehearsal {
        void run() throws IOException;
    }

    Readiness(Lane lane, Rehearsal rehearsal) {
        this.lane = lane;
        this.rehearsal = rehearsal;
    }

    /** An opening has failed. */
    synchronized void failed(IOException why) {
        obstacle = new Obstacle(why);
        if (!looking) {
            looking = true;
            lane.after(PAUSE, this::look);
        }
    }

    /** An opening has succeeded. */
    synchronized void opened() {
        obstacle = null;
    }

    private synchronized @Nullable Obstacle obstacle() {
        return obstacle;
    }

    /** Why this master should not try to open the journal. */
    Optional<String> illness() {
        return Optional.ofNullable(obstacle()).map(one -> "the journal cannot be opened: " + one.why);
    }

    /** Begins to try changes from time to time. @param writing whether this master writes anyway */
    void watch(BooleanSupplier writing, Rehearsal changes) {
        lane.after(PAUSE, () -> watchOn(writing, changes));
    }

    private void watchOn(BooleanSupplier writing, Rehearsal changes) {
        try {
            suspected = obstacle() == null && !writing.getAsBoolean() && !possible(changes);
        } finally {
            lane.after(suspected ? PAUSE : BETWEEN_TRIALS, () -> watchOn(writing, changes));
        }
    }

    /** One trial that fails may have met a moment of trouble. */
    private boolean possible(Rehearsal changes) {
        try {
            changes.run();
            return true;
        } catch (IOException e) {
            if (suspected) {
                LOG.warn("the journal cannot be opened here: {}", e.getMessage());
                failed(e);
            }
            return false;
        }
    }

    private void look() {
        Obstacle seen = obstacle();
        Obstacle found = seen;
        try {
            found = seen == null ? null : rehearsed();
        } finally {
            looked(seen, found);
        }
    }

    private @Nullable Obstacle rehearsed() {
        try {
            rehearsal.run();
            LOG.info("the journal can be opened again");
            return null;
        } catch (IOException e) {
            LOG.debug("the journal cannot be opened yet", e);
            return new Obstacle(e);
        }
    }

    /** An opening that ended meanwhile knows better than the look. */
    private synchronized void looked(@Nullable Obstacle seen, @Nullable Obstacle found) {
        if (obstacle == seen) {
            obstacle = found;
        }
        looking = obstacle != null;
        if (looking) {
            lane.after(PAUSE, this::look);
        }
    }
}
