package org.tanist.election;

import org.osgi.annotation.versioning.ConsumerType;

/** Told when the view has changed. Level-triggered: calls may coalesce; serial; must return promptly. */
@ConsumerType
@FunctionalInterface
public interface ElectionListener {
    /** The view has changed; {@code view} was the newest when the call was made. */
    void changed(ElectionView view);
}
