package org.tanist.configuration;

import java.time.Duration;

/**
 * What must happen before bundles are stopped, while HTTP is still answered: an OSGi service that the launcher calls on a stop. A
 * master hands over here, so that nobody notices that it goes. Hooks are called one after the other, those of a higher service ranking
 * first.
 */
@FunctionalInterface
public interface StopHook {

    /**
     * Returns when the process may be taken apart. Called once, from the thread {@code tanist-shutdown}.
     *
     * @param limit after which the launcher goes on without this hook
     */
    void beforeStop(Duration limit);
}
