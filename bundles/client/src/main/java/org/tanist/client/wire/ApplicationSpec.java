package org.tanist.client.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tanist.client.json.Json;

/**
 * What is to run.
 *
 * @param name of the application: {@code [a-z0-9][a-z0-9._-]{0,62}}
 * @param jar id of a jar in the jar store, {@code sha256:…}
 * @param args arguments of the program
 * @param jvmArgs options of the JVM
 * @param env environment
 * @param instances how many, from 1
 * @param restart {@code always}, {@code on-failure} or {@code never}
 * @param memoryMb memory that is set aside for each instance
 */
public record ApplicationSpec(
        String name,
        String jar,
        List<String> args,
        List<String> jvmArgs,
        Map<String, String> env,
        int instances,
        String restart,
        int memoryMb) {

    /** What {@link #memoryMb} is when nobody says. */
    public static final int DEFAULT_MEMORY_MB = 256;

    /** Copies lists and map. */
    public ApplicationSpec {
        args = List.copyOf(args);
        jvmArgs = List.copyOf(jvmArgs);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** One instance of a jar, without arguments, started again whenever it ends. */
    public static ApplicationSpec of(String name, String jar) {
        return new ApplicationSpec(name, jar, List.of(), List.of(), Map.of(), 1, "always", DEFAULT_MEMORY_MB);
    }

    /** Reads one. */
    public static ApplicationSpec of(Json json) {
        Map<String, String> env = new LinkedHashMap<>();
        json.member("env").members().forEach((name, value) -> env.put(name, String.valueOf(value)));
        return new ApplicationSpec(
                json.text("name"),
                json.text("jar"),
                json.texts("args"),
                json.texts("jvmArgs"),
                env,
                (int) json.number("instances"),
                json.text("restart"),
                (int) json.number("memoryMb"));
    }

    /** The body of a submission. */
    public Json json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("jar", jar);
        members.put("args", args);
        members.put("jvmArgs", jvmArgs);
        members.put("env", env);
        members.put("instances", instances);
        members.put("restart", restart);
        members.put("memoryMb", memoryMb);
        return Json.object(members);
    }
}
