package org.tanist.client.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tanist.client.json.Json;

/**
 * What a worker is to run.
 *
 * @param run which run of which instance
 * @param jar id of the jar, {@code sha256:…}
 * @param args arguments of the program
 * @param jvmArgs options of the JVM
 * @param env environment, in addition to what the worker sets
 * @param memoryMb memory that is set aside for it
 */
public record Assignment(
        Incarnation run, String jar, List<String> args, List<String> jvmArgs, Map<String, String> env, int memoryMb) {

    /** Copies the lists and the map, in their order. */
    public Assignment {
        args = List.copyOf(args);
        jvmArgs = List.copyOf(jvmArgs);
        env = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** Reads one. */
    public static Assignment of(Json json) {
        Map<String, String> env = new LinkedHashMap<>();
        json.member("env").members().forEach((name, value) -> env.put(name, String.valueOf(value)));
        return new Assignment(
                Incarnation.of(json), json.text("jar"), json.texts("args"), json.texts("jvmArgs"), env, (int)
                        json.number("memoryMb"));
    }
}
