package org.tanist.applications.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Worker;

/** A worker as JSON. */
public final class WorkerView {
    /** All states that a worker may be in, as in the API. */
    public static final List<String> STATES = List.of("live", "suspect", "lost", "draining");

    private WorkerView() {}

    /**
     * What the active sees beyond the state.
     *
     * @param suspect whether it has been silent for half of the time-out
     * @param lastSeenMs since its last heartbeat; null if the answering master does not know
     */
    public record Sight(boolean suspect, @Nullable Long lastSeenMs) {
        /** Of a master that is not active. */
        public static final Sight UNKNOWN = new Sight(false, null);
    }

    /** The state of a worker, one of {@link #STATES}. */
    public static String state(Worker worker, Sight sight) {
        if (worker.lost()) {
            return "lost";
        }
        if (sight.suspect()) {
            return "suspect";
        }
        return worker.draining() ? "draining" : "live";
    }

    /** As in the API. */
    public static ObjectNode of(Worker worker, Sight sight) {
        return Json.object()
                .put("name", worker.name())
                .put("address", worker.profile().address())
                .put("state", state(worker, sight))
                .put("slots", worker.profile().slots())
                .put("instances", worker.instances().size())
                .put("lastSeenMs", sight.lastSeenMs())
                .put("memoryMb", worker.profile().memoryMb())
                .put("memoryUsedMb", worker.usedMb())
                .put("version", worker.profile().software())
                .put("id", worker.profile().id());
    }
}
