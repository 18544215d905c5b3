package org.tanist.client.follow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;

/**
 * Something asked of the cluster; several requests may be needed to get it answered.
 *
 * @param request as it is sent, the same each time
 * @param repeatable whether a second arrival does no harm: a read, or a command with an idempotency key
 * @param patience how long one master may take; null for the client's default, which grows from master to master
 */
public record Call(
        HttpRequest request, boolean repeatable, @Nullable Duration patience) {

    /** A read. */
    public static Call get(String target) {
        return new Call(new HttpRequest("GET", target, Map.of("Accept", "application/json")), true, null);
    }

    /** A command with a fresh idempotency key: it happens once however often it is sent. */
    public static Call command(String method, String target, Map<String, String> headers, byte @Nullable [] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
        all.putIfAbsent("Content-Type", "application/octet-stream");
        return new Call(new HttpRequest(method, target, all, body), true, null);
    }

    /** An order that must not arrive twice and has no key; it is sent again only when it surely had no effect. */
    public static Call order(String method, String target, @Nullable Json body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Accept", "application/json");
        return new Call(new HttpRequest(method, target, headers, body == null ? null : body.bytes()), false, null);
    }

    /** The same call where one master may take that long. */
    public Call patient(Duration limit) {
        return new Call(request, repeatable, limit);
    }

    /** The same call, where sending it twice does no harm. */
    public Call idempotent() {
        return new Call(request, true, patience);
    }
}
