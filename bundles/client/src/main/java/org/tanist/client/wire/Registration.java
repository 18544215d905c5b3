package org.tanist.client.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tanist.client.json.Json;

/**
 * How a worker makes itself known; again is harmless.
 *
 * @param name unique in the cluster: {@code [a-z0-9][a-z0-9._-]{0,62}}
 * @param id UUID, kept in the worker's directory: says that it is the same worker
 * @param session UUID of this process
 * @param address {@code host:port} where it serves logs
 * @param slots how many instances it takes
 * @param memoryMb how much memory they may have together
 * @param version its software version
 */
public record Registration(
        String name, String id, String session, String address, int slots, int memoryMb, String version) {

    /** The body of the request. */
    public Json json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("id", id);
        members.put("session", session);
        members.put("address", address);
        members.put("slots", slots);
        members.put("memoryMb", memoryMb);
        members.put("version", version);
        return Json.object(members);
    }
}
