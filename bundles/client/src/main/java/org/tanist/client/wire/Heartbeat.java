package org.tanist.client.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tanist.client.json.Json;

/**
 * A sign of life of a worker, with all that it runs.
 *
 * <p>The whole actual set is reported each time: an instance that is not in it is not there. One that has exited or was refused stays
 * in it until an answer has acknowledged it.
 *
 * @param id of the worker, kept in its directory
 * @param session of this process
 * @param seen version of the assignments that the worker goes by, 0 for none yet; it must have taken note of them <em>before</em> it
 *     collected the instances below
 * @param instances every run that it knows
 */
public record Heartbeat(String id, String session, long seen, List<InstanceReport> instances) {

    /** Copies the list. */
    public Heartbeat {
        instances = List.copyOf(instances);
    }

    /** The body of the request. */
    public Json json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("session", session);
        members.put("seen", seen);
        members.put("instances", instances.stream().map(InstanceReport::json).toList());
        return Json.object(members);
    }
}
