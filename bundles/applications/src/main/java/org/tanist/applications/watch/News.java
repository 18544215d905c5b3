package org.tanist.applications.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;

/** Compares what a worker reports with what the state says. Pure. */
final class News {
    private News() {}

    /**
     * What is news in a heartbeat, as the body of {@code internal/report}; empty if nothing is, which is the rule.
     *
     * @param ranLong whether this run of this instance has lasted for long
     */
    static Optional<byte[]> of(
            State state, Worker worker, Heartbeat heartbeat, BiPredicate<InstanceKey, Instance> ranLong) {
        ArrayNode lines = Json.array();
        Set<InstanceKey> listed = new HashSet<>();
        for (Heartbeat.Run run : heartbeat.runs()) {
            Instance instance = state.instance(run.key());
            if (instance != null && instance.is(worker.name(), run.incarnation())) {
                listed.add(run.key());
                if (isNews(instance, run)) {
                    lines.add(line(run, ranLong.test(run.key(), instance)));
                }
            }
        }
        for (InstanceKey key : worker.instances().keySet()) {
            Instance instance = listed.contains(key) ? null : state.instance(key);
            if (instance != null && isGone(instance, heartbeat.seen())) {
                lines.add(gone(key, instance));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode body = Json.object().put("worker", worker.name());
        body.set("runs", lines);
        return Optional.of(Json.bytes(body));
    }

    private static boolean isNews(Instance instance, Heartbeat.Run run) {
        return switch (run.state()) {
            case "exited", "refused" -> true;
            case "running" ->
                instance.phase() == Phase.STARTING
                        || !Objects.equals(instance.process().pid(), run.pid());
            default -> false;
        };
    }

    /**
     * An instance that is being stopped is gone only when its worker knows that it is not to run it: before that an older assignment may
     * still be under way to the worker, and start it.
     */
    private static boolean isGone(Instance instance, long seen) {
        return instance.phase() == Phase.STOPPING && seen >= instance.leaving().version();
    }

    private static ObjectNode line(Heartbeat.Run run, boolean ranLong) {
        return key(run.key(), run.incarnation())
                .put("state", run.state())
                .put("pid", run.pid())
                .put("startedAt", run.startedAt())
                .put("exitCode", run.exitCode())
                .put("detail", run.detail())
                .put("lasting", run.lasting())
                .put("afterLongRun", ranLong);
    }

    private static ObjectNode gone(InstanceKey key, Instance instance) {
        return key(key, instance.incarnation()).put("state", "gone");
    }

    static ObjectNode key(InstanceKey key, long incarnation) {
        return Json.object()
                .put("application", key.application())
                .put("instance", key.number())
                .put("incarnation", incarnation);
    }

    /** Runs that are over, and of which the state holds that they are: the worker may forget them. */
    static List<Heartbeat.Run> acknowledged(State state, Worker worker, Heartbeat heartbeat) {
        List<Heartbeat.Run> known = new ArrayList<>();
        for (Heartbeat.Run run : heartbeat.runs()) {
            if (run.over()) {
                Instance instance = state.instance(run.key());
                if (instance == null || !instance.is(worker.name(), run.incarnation())) {
                    known.add(run);
                }
            }
        }
        return known;
    }
}
