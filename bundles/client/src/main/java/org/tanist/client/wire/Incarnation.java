package org.tanist.client.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * Names one run of one instance; no two runs have the same.
 *
 * @param application name of the application
 * @param instance number of the instance, from 0
 * @param incarnation grows from run to run: the fencing token
 */
public record Incarnation(String application, int instance, long incarnation) {

    /** Reads one; other members are ignored. */
    public static Incarnation of(Json json) {
        return new Incarnation(json.text("application"), (int) json.number("instance"), json.number("incarnation"));
    }

    /** The members of its object, to which more may be added. */
    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("application", application);
        members.put("instance", instance);
        members.put("incarnation", incarnation);
        return members;
    }

    @Override
    public String toString() {
        return application + "/" + instance + "@" + incarnation;
    }
}
