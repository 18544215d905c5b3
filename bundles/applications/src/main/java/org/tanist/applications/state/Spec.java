package org.tanist.applications.state;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user wants to run; valid, see {@code SpecReader}.
 *
 * @param name of the application
 * @param jar id of the jar, {@code sha256:…}
 * @param args arguments of the program
 * @param jvmArgs options of the JVM
 * @param env environment, sorted
 * @param instances how many, from 1
 * @param restart when an instance is started again
 * @param memoryMb memory that is set aside for each instance
 */
public record Spec(
        String name,
        String jar,
        List<String> args,
        List<String> jvmArgs,
        Map<String, String> env,
        int instances,
        Restart restart,
        int memoryMb) {

    /** Copies lists and map. */
    public Spec {
        args = List.copyOf(args);
        jvmArgs = List.copyOf(jvmArgs);
        env = Collections.unmodifiableMap(new TreeMap<>(env));
    }
}
