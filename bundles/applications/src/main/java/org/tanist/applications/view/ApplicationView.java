package org.tanist.applications.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Happening;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.Spec;
import org.tanist.applications.state.State;

/** An application as JSON. */
public final class ApplicationView {
    /** All states that an application may be in, as in the API. */
    public static final List<String> STATES =
            List.of("pending", "running", "finished", "failed", "stopped", "quarantined");

    private ApplicationView() {}

    /** The state of an application, one of {@link #STATES}. */
    public static String state(Application application) {
        if (!application.quarantine().isEmpty()) {
            return "quarantined";
        }
        if (application.stopped() || application.deleting()) {
            return application.onWorkers() ? "running" : "stopped";
        }
        List<Instance> instances = application.instances();
        if (instances.stream().allMatch(i -> i.phase() == Phase.ENDED)) {
            return instances.stream().allMatch(ApplicationView::wentWell) ? "finished" : "failed";
        }
        return instances.stream().allMatch(i -> i.phase() == Phase.RUNNING || i.phase() == Phase.ENDED)
                ? "running"
                : "pending";
    }

    private static boolean wentWell(Instance instance) {
        Integer code = instance.process().exitCode();
        return code != null && code == 0;
    }

    /** With spec and instances; why it is not running is worked out against the state. */
    public static ObjectNode of(State state, Application application) {
        ObjectNode json = Json.object().put("name", application.name()).put("state", state(application));
        json.put("reason", Reasons.of(state, application));
        json.set("spec", spec(application.spec()));
        ArrayNode instances = json.putArray("instances");
        application.instances().forEach(i -> instances.add(instance(i)));
        return json;
    }

    private static ObjectNode spec(Spec spec) {
        ObjectNode json = Json.object().put("name", spec.name()).put("jar", spec.jar());
        ArrayNode args = json.putArray("args");
        spec.args().forEach(args::add);
        ArrayNode jvmArgs = json.putArray("jvmArgs");
        spec.jvmArgs().forEach(jvmArgs::add);
        ObjectNode env = json.putObject("env");
        spec.env().forEach(env::put);
        return json.put("instances", spec.instances())
                .put("restart", spec.restart().wire())
                .put("memoryMb", spec.memoryMb());
    }

    private static ObjectNode instance(Instance instance) {
        boolean none = instance.phase() == Phase.WAITING;
        return Json.object()
                .put("number", instance.number())
                .put("state", phase(instance.phase()))
                .put("worker", none ? null : instance.worker())
                .put("pid", instance.process().pid())
                .put("incarnation", instance.incarnation())
                .put("startedAt", instance.process().startedAt())
                .put("exitCode", instance.process().exitCode())
                .put("restarts", Math.max(0, instance.tally().starts() - 1))
                .put("reason", instance.reason());
    }

    private static String phase(Phase phase) {
        return switch (phase) {
            case WAITING -> "waiting";
            case STARTING -> "starting";
            case RUNNING -> "running";
            case STOPPING -> "stopping";
            case ENDED -> "exited";
        };
    }

    /** What happened to an application, oldest first. */
    public static ArrayNode history(Application application) {
        ArrayNode json = Json.array();
        for (Happening one : application.history()) {
            json.add(Json.object()
                    .put("position", one.position())
                    .put("at", Instant.ofEpochMilli(one.atMillis()).toString())
                    .put("event", one.event())
                    .put("detail", one.detail()));
        }
        return json;
    }
}
