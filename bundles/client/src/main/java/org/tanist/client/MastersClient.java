package org.tanist.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.Problem;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Master;

/** The members of the cluster. */
public final class MastersClient {

    private static final String ROOT = "/api/v1/masters";

    private final TanistClient client;

    MastersClient(TanistClient client) {
        this.client = client;
    }

    /** All members as the active (or, if stale, any master) sees them. */
    public List<Master> list(boolean stale) {
        return client.cluster(stale).masters();
    }

    /**
     * The member with this name or address.
     *
     * @throws NotFoundException if there is none
     */
    public Master show(String nameOrAddress, boolean stale) {
        return client.cluster(stale).master(nameOrAddress).orElseThrow(() -> notFound(nameOrAddress));
    }

    /** Adds the master that answers at this address. */
    public Master add(String address) {
        Json body = Json.object(Map.of("address", address));
        return Master.of(TanistClient.json(client.expect(
                Call.order("POST", ROOT, body).patient(client.options().timeout()))));
    }

    /** Removes a member. */
    public void remove(String name) {
        client.expect(Call.order("DELETE", target(name), null)
                .patient(client.options().timeout()));
    }

    /** Holds a member (it must not become active), or releases it. */
    public Master hold(String name, boolean held) {
        return patch(name, Map.of("held", held));
    }

    /** Holds or releases a member, and says why: everyone who looks at the member sees it. */
    public Master hold(String name, boolean held, String reason) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("held", held);
        change.put("reason", reason);
        return patch(name, change);
    }

    /** Prefers a member as active; higher is preferred. */
    public Master prefer(String name, int priority) {
        return patch(name, Map.of("priority", priority));
    }

    /** Tells the cluster a member's new address. */
    public Master move(String name, String address) {
        return patch(name, Map.of("address", address));
    }

    private Master patch(String name, Map<String, Object> change) {
        Call call = Call.order("PATCH", target(name), Json.object(change)).idempotent();
        return Master.of(
                TanistClient.json(client.expect(call.patient(client.options().timeout()))));
    }

    private static String target(String name) {
        return ROOT + "/" + HttpRequest.encode(name, false);
    }

    private static NotFoundException notFound(String name) {
        return new NotFoundException(Problem.local(
                "not-found", "no master is named '" + name + "' or has this address; 'tanist masters list' shows all"));
    }
}
