package org.tanist.applications.command;

import java.util.Map;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Afterwards;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.Worker;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** Where instances run: decided by the active, checked again when it is applied. */
final class RunOrders {
    private RunOrders() {}

    /** {@code internal/place}: an instance that waits goes to a worker; this command's index is its incarnation. */
    static Reply place(Draft draft, byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        InstanceKey key = key(fields);
        long last = fields.number("incarnation", 0, Long.MAX_VALUE);
        String on = fields.text("worker");
        fields.end();
        Application application = draft.state().application(key.application());
        Instance instance = draft.state().instance(key);
        Worker worker = draft.state().worker(on);
        if (application == null
                || instance == null
                || !application.wanted()
                || instance.phase() != Phase.WAITING
                || instance.incarnation() != last) {
            return Reply.failure(Status.CONFLICT, "instance " + key + " does not wait to be placed any more");
        }
        if (worker == null
                || !worker.open()
                || worker.freeSlots() < 1
                || worker.freeMb() < application.spec().memoryMb()) {
            return Reply.failure(Status.CONFLICT, "worker '" + on + "' cannot take instance " + key + " any more");
        }
        draft.place(application, instance, worker);
        draft.tell(
                key.application(),
                "placed",
                "instance " + key.number() + " on " + on + ", incarnation " + draft.index());
        return done(key, "placed", on);
    }

    /** {@code internal/evict}: a run is stopped so that it goes on elsewhere. */
    static Reply evict(Draft draft, byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        InstanceKey key = key(fields);
        long run = fields.number("incarnation", 0, Long.MAX_VALUE);
        fields.end();
        Instance instance = draft.state().instance(key);
        if (instance == null || !instance.phase().assigned() || instance.incarnation() != run) {
            return Reply.failure(Status.CONFLICT, "instance " + key + " has another run than " + run);
        }
        draft.stop(key, Afterwards.ELSEWHERE, "moved away from " + instance.worker());
        draft.tell(key.application(), "evicted", "instance " + key.number() + " from " + instance.worker());
        return done(key, "evicted", instance.worker());
    }

    static InstanceKey key(Fields fields) throws InvalidException {
        return new InstanceKey(fields.text("application"), (int) fields.number("instance", 0, Integer.MAX_VALUE));
    }

    private static Reply done(InstanceKey key, String event, String worker) {
        return new Reply(
                Status.DONE,
                Map.of(
                        "application",
                        key.application(),
                        "instance",
                        Integer.toString(key.number()),
                        "event",
                        event,
                        "worker",
                        worker),
                new byte[0]);
    }
}
