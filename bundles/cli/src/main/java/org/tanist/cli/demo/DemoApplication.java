package org.tanist.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.cli.local.FreePorts;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.ApplicationSpec;

/** The sample application of the demonstration: it answers HTTP. */
final class DemoApplication {

    private static final String NAME = "hello";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int LARGEST = 64 * 1024;
    private static final int MEMORY_MB = 64;

    private final TanistClient client;
    private final int port = FreePorts.find(1).get(0);

    DemoApplication(TanistClient client) {
        this.client = client;
    }

    /** Publishes its jar, which comes with the installation, and submits it. */
    void submit() {
        Path jar = LocalCluster.program("tanist").resolveSibling("../examples/applications/example-hello.jar");
        try {
            String id = client.jars()
                    .put(jar, "example-hello.jar", (bytes, of) -> {})
                    .id();
            client.applications()
                    .submit(new ApplicationSpec(
                            NAME,
                            id,
                            List.of(Integer.toString(port)),
                            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                            Map.of(),
                            1,
                            "always",
                            MEMORY_MB));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot publish " + jar + ": " + e.getMessage(), e);
        }
    }

    /** Waits until an incarnation newer than this runs and answers. */
    Application.Instance awaitNewer(long incarnation) {
        Waiting.require(
                LIMIT,
                "application " + NAME + " running and answering",
                () -> now().filter(instance -> instance.incarnation() > incarnation && answers(instance))
                        .isPresent());
        return now().orElseThrow();
    }

    /** The instance as the active sees it, if it runs. */
    Optional<Application.Instance> now() {
        try {
            return client.applications().show(NAME, false).instances().stream()
                    .filter(instance -> instance.state().equals("running"))
                    .findFirst();
        } catch (ClientException e) {
            // Nobody is active at this moment; who waits asks again.
            return Optional.empty();
        }
    }

    /** Whether this very process answers. */
    boolean answers(Application.Instance instance) {
        return ask().contains("process " + instance.pid().orElse(-1));
    }

    /** What it says of itself; empty if it does not answer. */
    String ask() {
        try (Connection connection = Connection.open(new Address("127.0.0.1", port), ANSWER)) {
            HttpAnswer answer = connection.exchange(new HttpRequest("GET", "/", Map.of()), ANSWER, LARGEST);
            return new String(answer.body(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Where it answers. */
    String url() {
        return "http://127.0.0.1:" + port + "/";
    }
}
