package org.tanist.applications.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;

/**
 * Since when instances are in the phase that they are in, by the clock of this active: when one was first seen so in this term. A
 * successor begins anew, so a wait may grow by a failover but never shrinks. Thread-safe.
 */
final class Stopwatches {
    private Map<InstanceKey, Since> since = new HashMap<>();
    private Map<InstanceKey, Since> next = new HashMap<>();

    private record Since(Phase phase, long incarnation, long nanos) {}

    /** Begins to go through all instances; those that are not {@linkplain #pass passed} are forgotten at {@link #end}. */
    synchronized void begin() {
        next = new HashMap<>();
    }

    /** One instance as it is now; returns how long it has been so, in nanoseconds. */
    synchronized long pass(InstanceKey key, Instance instance, long now) {
        Since known = since.get(key);
        Since current = known != null && fits(known, instance)
                ? known
                : new Since(instance.phase(), instance.incarnation(), now);
        next.put(key, current);
        return now - current.nanos();
    }

    synchronized void end() {
        since = next;
    }

    /** Whether the instance has been in its phase for so long, as far as this active has seen. */
    synchronized boolean longerThan(Duration limit, InstanceKey key, Instance instance, long now) {
        @Nullable Since known = since.get(key);
        return known != null && fits(known, instance) && now - known.nanos() >= limit.toNanos();
    }

    private static boolean fits(Since known, Instance instance) {
        return known.phase() == instance.phase() && known.incarnation() == instance.incarnation();
    }
}
