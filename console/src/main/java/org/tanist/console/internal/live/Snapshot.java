package org.tanist.console.internal.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tanist.control.ClusterStatus;
import org.tanist.control.MasterStatus;
import org.tanist.control.Stamp;
import org.tanist.control.TransitionStatus;

/**
 * The cluster as this master saw it at one moment.
 *
 * @param takenAt when
 * @param stamp who saw it, and how old it was by then
 * @param cluster the facts
 * @param transitions changes of the active, newest first
 */
public record Snapshot(Instant takenAt, Stamp stamp, ClusterStatus cluster, List<TransitionStatus> transitions) {

    /** The moment that the facts are true of. */
    public Instant asOf() {
        return takenAt.minusMillis(stamp.ageMs());
    }

    /** The row of a master. */
    public Optional<MasterStatus> master(String name) {
        return cluster.masters().stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** A transition by its id. */
    public Optional<TransitionStatus> transition(String id) {
        return transitions.stream().filter(t -> t.id().equals(id)).findFirst();
    }
}
