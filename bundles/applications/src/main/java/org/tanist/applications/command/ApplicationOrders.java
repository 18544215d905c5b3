package org.tanist.applications.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Afterwards;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.applications.state.Spec;
import org.tanist.applications.view.ApplicationView;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** What users order for applications. */
final class ApplicationOrders {
    /** Bounds the memory of the masters. */
    private static final int MOST_APPLICATIONS = 10_000;

    private ApplicationOrders() {}

    static Reply submit(Draft draft, byte[] body, JarCatalogue jars) throws InvalidException {
        Spec spec = SpecReader.read(body);
        Application before = draft.state().application(spec.name());
        if (before != null) {
            return again(draft, before, spec);
        }
        if (jars.find(spec.jar()).isEmpty()) {
            throw new InvalidException(
                    "jar " + spec.jar() + " is not in the jar store: put it first, with 'tanist jar put FILE'");
        }
        if (draft.state().applications().size() >= MOST_APPLICATIONS) {
            return Reply.failure(
                    Status.CONFLICT, "there are " + MOST_APPLICATIONS + " applications already: delete some first");
        }
        draft.save(Application.fresh(spec));
        draft.tell(spec.name(), "submitted", spec.instances() == 1 ? "1 instance" : spec.instances() + " instances");
        return answer(draft, Status.CREATED, spec.name(), "submitted");
    }

    private static Reply again(Draft draft, Application before, Spec spec) {
        if (before.deleting()) {
            return Reply.failure(
                    Status.CONFLICT,
                    "application '" + spec.name() + "' is being deleted: wait until its last instance is gone");
        }
        if (!before.spec().equals(spec)) {
            return Reply.failure(
                    Status.CONFLICT,
                    "application '" + spec.name()
                            + "' exists with another spec: choose another name, or delete it first");
        }
        return answer(draft, Status.OK, spec.name(), "submitted");
    }

    static Reply stop(Draft draft, String name) {
        Application application = draft.state().application(name);
        if (application == null) {
            return notFound(name);
        }
        if (!application.stopped() && !application.deleting()) {
            draft.save(application.ordered(true, false));
            draft.tell(name, "stop", "ordered");
        }
        stopAll(draft, name, "stopped by order");
        return answer(draft, Status.OK, name, "stop");
    }

    static Reply restart(Draft draft, String name) {
        Application application = draft.state().application(name);
        if (application == null) {
            return notFound(name);
        }
        if (application.deleting()) {
            return Reply.failure(Status.CONFLICT, "application '" + name + "' is being deleted: submit it again after");
        }
        draft.save(application.ordered(false, false));
        draft.tell(name, "restart", "ordered");
        for (Instance instance : application.instances()) {
            InstanceKey key = new InstanceKey(name, instance.number());
            if (instance.phase().onWorker()) {
                draft.stop(key, Afterwards.AGAIN, "restarted by order");
            } else {
                draft.await(key, instance.process().exitCode(), instance.tally().forgiven(), "");
            }
        }
        return answer(draft, Status.OK, name, "restart");
    }

    static Reply delete(Draft draft, String name) {
        Application application = draft.state().application(name);
        if (application == null) {
            return notFound(name);
        }
        if (!application.deleting()) {
            draft.save(application.ordered(true, true));
            draft.tell(name, "delete", "ordered");
        }
        stopAll(draft, name, "deleted by order");
        sweep(draft, name);
        return new Reply(Status.DONE, Map.of("application", name, "event", "delete"), new byte[0]);
    }

    private static void stopAll(Draft draft, String name, String why) {
        Application application = draft.state().application(name);
        if (application == null) {
            return;
        }
        for (Instance instance : application.instances()) {
            InstanceKey key = new InstanceKey(name, instance.number());
            if (instance.phase().onWorker()) {
                draft.stop(key, Afterwards.END, why);
            } else if (instance.phase() == Phase.WAITING) {
                draft.end(key, instance.process().exitCode(), why);
            }
        }
    }

    /** Takes out an application that is to go as soon as no worker has an instance of it. */
    static void sweep(Draft draft, String name) {
        Application application = draft.state().application(name);
        if (application != null && application.deleting() && !application.onWorkers()) {
            draft.remove(name);
        }
    }

    private static Reply answer(Draft draft, Status status, String name, String event) {
        @Nullable Application now = draft.state().application(name);
        byte[] body = now == null ? new byte[0] : Json.bytes(ApplicationView.of(draft.state(), now));
        return new Reply(status, Map.of("application", name, "event", event), body);
    }

    private static Reply notFound(String name) {
        return Reply.failure(
                Status.NOT_FOUND,
                "there is no application '" + (name.length() > 70 ? name.substring(0, 70) : name)
                        + "': 'tanist app list' shows those there are");
    }
}
