package org.tanist.client;

import java.time.Duration;
import java.util.List;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.RefusedException;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.wire.Heartbeat;
import org.tanist.client.wire.Orders;
import org.tanist.client.wire.Registered;
import org.tanist.client.wire.Registration;
import org.tanist.client.wire.Worker;

/** The workers: for operators, and (the last two methods) for the workers themselves. */
public final class WorkersClient {

    private static final String ROOT = "/api/v1/workers";

    private final TanistClient client;

    WorkersClient(TanistClient client) {
        this.client = client;
    }

    /** All workers, by name. */
    public List<Worker> list(boolean stale) {
        return client.read(stale ? ROOT + "?stale=true" : ROOT).list(Worker::of);
    }

    /** Moves a worker's instances to others, one at a time, and places none there until {@link #resume}; returns at once. */
    public Worker drain(String name) {
        return order("POST", name);
    }

    /** Ends a drain. */
    public Worker resume(String name) {
        return order("DELETE", name);
    }

    /**
     * Forgets a worker that is lost for good.
     *
     * @throws RefusedException if it is not lost
     */
    public void remove(String name) {
        client.expect(Call.order("DELETE", target(name), null)
                .idempotent()
                .patient(client.options().timeout()));
    }

    private Worker order(String method, String name) {
        Call call = Call.order(method, target(name) + "/drain", null).idempotent();
        return Worker.of(
                TanistClient.json(client.expect(call.patient(client.options().timeout()))));
    }

    /**
     * Makes a worker known to the active; again is harmless.
     *
     * <p>The lease in the answer counts from before this call.
     *
     * @throws RefusedException if another worker has this name and is not lost
     */
    public Registered register(Registration registration) {
        Call call = Call.order("POST", ROOT, registration.json()).idempotent();
        return Registered.of(TanistClient.json(client.expect(call)));
    }

    /**
     * Sends a heartbeat; the active may hold the answer until it has something new to say.
     *
     * <p>The lease in the answer counts from before this call, however often the client had to repeat it: so give the client a
     * {@link ClientOptions#timeout} well below the lease.
     *
     * @param patience how long one master may take: more than half of the heartbeat interval, for which an answer is held
     * @throws NotFoundException if the worker is to register again
     */
    public Orders heartbeat(String name, Heartbeat heartbeat, Duration patience) {
        Call call = Call.order("POST", target(name) + "/heartbeat", heartbeat.json())
                .idempotent()
                .patient(patience);
        return Orders.of(TanistClient.json(client.expect(call)));
    }

    private static String target(String name) {
        return ROOT + "/" + HttpRequest.encode(name, false);
    }
}
