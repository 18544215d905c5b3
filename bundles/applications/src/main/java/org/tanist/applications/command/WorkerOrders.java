package org.tanist.applications.command;

import java.util.List;
import java.util.Map;
import org.pcollections.TreePMap;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Worker;
import org.tanist.applications.view.WorkerView;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** Registration, loss and drain of workers. */
final class WorkerOrders {
    /** Bounds the memory of the masters; lost ones are taken out by hand. */
    private static final int MOST_WORKERS = 10_000;

    private WorkerOrders() {}

    /** {@code internal/register}: the profile of a worker. */
    static Reply register(Draft draft, byte[] body) throws InvalidException {
        Worker.Profile profile = ProfileReader.read(body);
        Worker before = draft.state().worker(profile.name());
        if (before != null && !before.lost() && !before.profile().id().equals(profile.id())) {
            return taken(before);
        }
        if (before == null && draft.state().workers().size() >= MOST_WORKERS) {
            return Reply.failure(
                    Status.CONFLICT, "there are " + MOST_WORKERS + " workers already: take out those that are lost");
        }
        if (before != null && before.profile().id().equals(profile.id())) {
            draft.save(before.renewed(profile, draft.index()));
        } else {
            draft.save(new Worker(profile, draft.index(), false, false, draft.index(), TreePMap.empty(), 0));
        }
        return new Reply(Status.DONE, Map.of("worker", profile.name(), "event", "registered"), new byte[0]);
    }

    /** Why a name cannot be used by another worker. */
    static Reply taken(Worker before) {
        return Reply.failure(
                Status.CONFLICT,
                "worker '" + before.name() + "' exists at " + before.profile().address()
                        + " and is another one: choose another name with -name, or wait until that one is lost");
    }

    /** {@code internal/lost}: a worker was silent for too long; its instances are placed elsewhere. */
    static Reply lost(Draft draft, byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        String name = fields.text("worker");
        long registered = fields.number("registered", 0, Long.MAX_VALUE);
        fields.end();
        Worker worker = draft.state().worker(name);
        if (worker == null || worker.lost() || worker.registered() != registered) {
            return Reply.failure(Status.CONFLICT, "worker '" + name + "' has registered anew, or is lost already");
        }
        for (InstanceKey key : List.copyOf(worker.instances().keySet())) {
            Application application = draft.state().application(key.application());
            Instance instance = draft.state().instance(key);
            if (application != null && instance != null) {
                String why = "worker " + name + " was lost";
                draft.tell(key.application(), "lost", "instance " + key.number() + ": " + why);
                Departure.unseen(draft, application, instance, why);
                ApplicationOrders.sweep(draft, key.application());
            }
        }
        Worker now = draft.state().worker(name);
        draft.save((now == null ? worker : now).givenUp(draft.index()));
        return new Reply(Status.DONE, Map.of("worker", name, "event", "lost"), new byte[0]);
    }

    static Reply drain(Draft draft, String name, boolean on) {
        Worker worker = draft.state().worker(name);
        if (worker == null) {
            return notFound(name);
        }
        draft.save(worker.drained(on));
        return new Reply(
                Status.OK,
                Map.of("worker", name, "event", on ? "drain" : "resume"),
                Json.bytes(WorkerView.of(worker.drained(on), WorkerView.Sight.UNKNOWN)));
    }

    static Reply remove(Draft draft, String name) {
        Worker worker = draft.state().worker(name);
        if (worker == null) {
            return notFound(name);
        }
        if (!worker.lost()) {
            return Reply.failure(
                    Status.CONFLICT, "worker '" + name + "' is not lost: stop it, and take it out when it is");
        }
        draft.removeWorker(name);
        return new Reply(Status.DONE, Map.of("worker", name, "event", "removed"), new byte[0]);
    }

    private static Reply notFound(String name) {
        return Reply.failure(
                Status.NOT_FOUND,
                "there is no worker '" + (name.length() > 70 ? name.substring(0, 70) : name)
                        + "': 'tanist workers list' shows those there are");
    }
}
