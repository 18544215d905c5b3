package org.tanist.http.internal.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.control.ClusterControl;
import org.tanist.control.Measurement;
import org.tanist.http.internal.wire.Json;
import org.tanist.service.Reply;

/** How many applications and workers there are in each state, as this master's own state has it. */
final class ApplicationCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationCounts.class);

    private final ServiceCalls calls;

    ApplicationCounts(ClusterControl control) {
        this.calls = new ServiceCalls(control);
    }

    /** The answer of the service. */
    record Counts(Map<String, Integer> applications, Map<String, Integer> workers) {}

    /** The samples; none if the service is not there. */
    List<Measurement> measurements() {
        CompletableFuture<Reply> asked = calls.askHere("counts").toCompletableFuture();
        if (!asked.isDone() || asked.isCompletedExceptionally() || !asked.join().succeeded()) {
            LOG.debug("the service applications does not tell its counts");
            return List.of();
        }
        Counts counts = Json.read(asked.join().body(), Counts.class);
        List<Measurement> all = new ArrayList<>();
        add(all, "tanist_applications", "Applications in each state", counts.applications());
        add(all, "tanist_workers", "Workers in each state; only the active knows which are suspect", counts.workers());
        return all;
    }

    private static void add(List<Measurement> all, String name, String help, Map<String, Integer> counts) {
        counts.forEach((state, count) ->
                all.add(new Measurement(name, help, Measurement.Type.GAUGE, Map.of("state", state), count)));
    }
}
