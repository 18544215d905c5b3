package org.tanist.itests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applications of a cluster, as one sees them from outside. */
public final class Apps {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ClusterProcess cluster;

    /** Of this cluster. */
    public Apps(ClusterProcess cluster) {
        this.cluster = cluster;
    }

    /** Submits with the command line; words after {@code --} are the program's. */
    public void submit(Path jar, String name, String... words) {
        List<String> command = new ArrayList<>(List.of("app", "submit", jar.toString(), "--name", name));
        command.addAll(List.of("--jvm-arg=-XX:TieredStopAtLevel=1", "--jvm-arg=-XX:+UseSerialGC"));
        if (!List.of(words).contains("--memory")) {
            command.addAll(List.of("--memory", "64"));
        }
        command.addAll(List.of(words));
        Processes.Result result = cluster.tanist(command.toArray(String[]::new));
        assertThat(result.exit()).as(result.all()).isZero();
    }

    /** The application as the active sees it. */
    public JsonNode show(String name) {
        return Eventually.eventually(
                "application " + name, SOON, () -> cluster.awaitActive().http().read("/api/v1/applications/" + name));
    }

    /** Waits until it is in this state. */
    public JsonNode await(String name, String state) {
        return Eventually.eventually(
                name + " is " + state,
                SOON,
                () -> Optional.of(show(name))
                        .filter(app -> app.path("state").asText().equals(state)));
    }

    /** Waits until its first instance runs with a higher incarnation than this one. */
    public JsonNode awaitNewer(String name, long incarnation) {
        return Eventually.eventually(
                name + " runs in a newer incarnation than " + incarnation,
                SOON,
                () -> Optional.of(show(name).path("instances").path(0))
                        .filter(i -> i.path("state").asText().equals("running"))
                        .filter(i -> i.path("incarnation").asLong() > incarnation));
    }

    /** The log of its first instance through any master, as far as there is any. */
    public String log(String name) {
        return cluster.tanist("app", "logs", name).out();
    }

    /** Stops and forgets it. */
    public void delete(String name) {
        cluster.tanist("app", "delete", name);
    }
}
