package org.tanist.applications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.applications.view.ApplicationView;
import org.tanist.applications.view.WorkerView;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** Answers what is asked of the state. */
final class Queries {
    private Queries() {}

    static Reply answer(State state, JarCatalogue jars, Function<Worker, WorkerView.Sight> sight, String path) {
        String[] parts = path.split("/", -1);
        return switch (parts[0] + "/".repeat(parts.length - 1)) {
            case "jars" -> jars.get("");
            case "jar-place" -> jars.place();
            case "jars/" -> jars.get(parts[1]);
            case "applications" -> applications(state);
            case "applications/", "applications//", "applications///" -> application(state, parts);
            case "workers" -> workers(state, sight);
            case "workers/" -> worker(state, sight, parts[1]);
            case "counts" -> counts(state, sight);
            default ->
                Reply.failure(Status.NOT_FOUND, "there is nothing of that name: ask for jars, applications or workers");
        };
    }

    private static Reply applications(State state) {
        ArrayNode all = Json.array();
        state.applications().values().forEach(a -> all.add(ApplicationView.of(state, a)));
        return Reply.ok(Json.bytes(all));
    }

    private static Reply application(State state, String[] parts) {
        Application application = state.application(parts[1]);
        if (application == null) {
            return Reply.failure(
                    Status.NOT_FOUND,
                    "there is no application '" + parts[1] + "': 'tanist app list' shows those there are");
        }
        if (parts.length == 2) {
            return Reply.ok(Json.bytes(ApplicationView.of(state, application)));
        }
        if (parts.length == 3 && parts[2].equals("history")) {
            return Reply.ok(Json.bytes(ApplicationView.history(application)));
        }
        return parts.length == 4 && parts[2].equals("place")
                ? place(state, application, parts[3])
                : Reply.failure(Status.NOT_FOUND, "an application has a history, and a place for each instance");
    }

    /** Where an instance runs or ran last: {@code {worker, address}}, for its log. */
    private static Reply place(State state, Application application, String number) {
        @Nullable
        Instance instance = number.matches("[0-9]{1,4}")
                        && Integer.parseInt(number) < application.instances().size()
                ? application.instances().get(Integer.parseInt(number))
                : null;
        if (instance == null) {
            return Reply.failure(
                    Status.NOT_FOUND,
                    "application '" + application.name() + "' has instances 0 to "
                            + (application.instances().size() - 1) + ", not '" + number + "'");
        }
        @Nullable Worker worker = state.worker(instance.worker());
        if (worker == null) {
            return Reply.failure(
                    Status.NOT_FOUND,
                    "instance " + number + " of application '" + application.name()
                            + "' has not run on any worker that is known: there is no log");
        }
        return Reply.ok(Json.bytes(Json.object()
                .put("worker", worker.name())
                .put("address", worker.profile().address())));
    }

    private static Reply workers(State state, Function<Worker, WorkerView.Sight> sight) {
        ArrayNode all = Json.array();
        state.workers().values().forEach(w -> all.add(WorkerView.of(w, sight.apply(w))));
        return Reply.ok(Json.bytes(all));
    }

    private static Reply worker(State state, Function<Worker, WorkerView.Sight> sight, String name) {
        Worker worker = state.worker(name);
        return worker == null
                ? Reply.failure(
                        Status.NOT_FOUND,
                        "there is no worker '" + name + "': 'tanist workers list' shows those there are")
                : Reply.ok(Json.bytes(WorkerView.of(worker, sight.apply(worker))));
    }

    /** How many there are in each state, for monitoring. */
    private static Reply counts(State state, Function<Worker, WorkerView.Sight> sight) {
        ObjectNode json = Json.object();
        ObjectNode applications = json.putObject("applications");
        ApplicationView.STATES.forEach(name -> applications.put(name, 0));
        state.applications().values().forEach(a -> increment(applications, ApplicationView.state(a)));
        ObjectNode workers = json.putObject("workers");
        WorkerView.STATES.forEach(name -> workers.put(name, 0));
        state.workers().values().forEach(w -> increment(workers, WorkerView.state(w, sight.apply(w))));
        return new Reply(Status.OK, Map.of(), Json.bytes(json));
    }

    private static void increment(ObjectNode counts, String name) {
        counts.put(name, counts.path(name).asInt() + 1);
    }
}
