package org.tanist.client.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * An order to change the active.
 *
 * @param type {@code transfer}, {@code stand-down} or {@code failover}
 * @param target the master that is to become active; null lets the cluster choose, which a transfer does not
 * @param reason why, for the history; null for none
 * @param force go on although a check failed
 * @param hold after a stand-down, hold the master that stood down
 */
public record TransitionOrder(
        String type, @Nullable String target, @Nullable String reason, boolean force, boolean hold) {

    /** A planned change to a named master. */
    public static TransitionOrder transfer(String target, @Nullable String reason) {
        return new TransitionOrder("transfer", target, reason, false, false);
    }

    /** The body of the request. */
    public Json json() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", type);
        members.put("target", target);
        members.put("reason", reason);
        members.put("force", force ? Boolean.TRUE : null);
        members.put("hold", hold ? Boolean.TRUE : null);
        return Json.object(members);
    }
}
