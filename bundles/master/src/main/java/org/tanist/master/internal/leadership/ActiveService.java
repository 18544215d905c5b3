package org.tanist.master.internal.leadership;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.tanist.service.Attendant;

/**
 * What one service has on the active in one term: its periodic work and the effect that its plugin started. Thread-safe.
 *
 * <p>Once it is over it stays over: an effect that starts only then, because the plugin missed its deadline, is not kept.
 */
final class ActiveService {
    private final String name;
    private final ScheduledExecutorService executor;
    private @Nullable AutoCloseable effect;
    private boolean over;

    ActiveService(String name, ScheduledExecutorService executor) {
        this.name = name;
        this.executor = executor;
    }

    String name() {
        return name;
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    /** What answers calls that are no commands, if the activation does and is not over. */
    synchronized Optional<Attendant> attendant() {
        return effect instanceof Attendant attendant ? Optional.of(attendant) : Optional.empty();
    }

    /** Whether it must have no effect any more. */
    synchronized boolean over() {
        return over;
    }

    /**
     * Takes what stops the effect.
     *
     * @return false if all is over already: then the caller has to stop it, now
     */
    synchronized boolean keep(AutoCloseable started) {
        if (over) {
            return false;
        }
        effect = started;
        return true;
    }

    /** Ends the periodic work, and for good. What has to be closed is handed out once. */
    synchronized Optional<AutoCloseable> end() {
        over = true;
        executor.shutdownNow();
        Optional<AutoCloseable> ending = Optional.ofNullable(effect);
        effect = null;
        return ending;
    }
}
