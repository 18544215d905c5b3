package org.tanist.applications.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tanist.applications.json.Json;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Spec;
import org.tanist.applications.state.State;
import org.tanist.applications.state.Worker;
import org.tanist.cluster.Term;
import org.tanist.service.Reply;

/** Writes the answers to workers. Pure. */
final class OrdersToWorker {
    private OrdersToWorker() {}

    /** To a heartbeat. */
    static Reply heartbeat(State state, Worker worker, Promise promise, Heard heard) {
        ObjectNode json = promise.json().put("version", worker.version());
        if (worker.version() == heard.seen()) {
            json.putNull("assignments");
        } else {
            json.set("assignments", assignments(state, worker));
        }
        ArrayNode forgotten = json.putArray("acknowledged");
        heard.acknowledged().forEach(run -> forgotten.add(News.key(run.key(), run.incarnation())));
        return Reply.ok(Json.bytes(json));
    }

    /**
     * What was heard in the heartbeat that is answered.
     *
     * @param seen version of the assignments that the worker goes by
     * @param acknowledged what has ended and is committed
     */
    record Heard(long seen, List<Heartbeat.Run> acknowledged) {}

    /** To a registration. */
    static Reply registration(String name, Promise promise) {
        return Reply.ok(Json.bytes(promise.json().put("name", name)));
    }

    /**
     * What the active promises a worker.
     *
     * @param term of the active
     * @param leaseMs how long the worker may go on
     * @param heartbeatMs how soon it is to be heard of again
     */
    record Promise(Term term, long leaseMs, long heartbeatMs) {
        private ObjectNode json() {
            return Json.object()
                    .put("term", term.value())
                    .put("leaseMs", leaseMs)
                    .put("heartbeatMs", heartbeatMs);
        }
    }

    private static ArrayNode assignments(State state, Worker worker) {
        ArrayNode all = Json.array();
        for (InstanceKey key : worker.instances().keySet()) {
            Application application = state.application(key.application());
            Instance instance = state.instance(key);
            if (application != null && instance != null && instance.phase().assigned()) {
                all.add(assignment(key, instance, application.spec()));
            }
        }
        return all;
    }

    private static ObjectNode assignment(InstanceKey key, Instance instance, Spec spec) {
        ObjectNode json = News.key(key, instance.incarnation()).put("jar", spec.jar());
        ArrayNode args = json.putArray("args");
        spec.args().forEach(args::add);
        ArrayNode jvmArgs = json.putArray("jvmArgs");
        spec.jvmArgs().forEach(jvmArgs::add);
        ObjectNode env = json.putObject("env");
        spec.env().forEach(env::put);
        return json.put("memoryMb", spec.memoryMb());
    }
}
