package org.tanist.example.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One key of the registry over plain HTTP, through whichever master answers. */
final class Registry {

    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final List<String> masters;
    private final String key;

    /** The key; masters as {@code host:port,host:port}. */
    Registry(String masters, String key) {
        this.masters = List.of(masters.split(","));
        this.key = key;
    }

    /** A value and the version to name when it is replaced. */
    record Stored(String text, String version) {}

    /** What is there. */
    Optional<Stored> read() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(master -> request(master).GET().build());
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(new Stored(
                        answer.body(), answer.headers().firstValue("ETag").orElseThrow()));
    }

    /** Replaces what was read, or makes the key; false if somebody else was faster, or this was sent twice. */
    boolean replace(Optional<Stored> before, String text) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(master -> {
            HttpRequest.Builder request = request(master).PUT(HttpRequest.BodyPublishers.ofString(text));
            return (before.isPresent()
                            ? request.header("If-Match", before.get().version())
                            : request.header("If-None-Match", "*"))
                    .build();
        });
        return answer.statusCode() != 412;
    }

    private interface Shape {
        HttpRequest of(String master);
    }

    private HttpRequest.Builder request(String master) {
        return HttpRequest.newBuilder(URI.create("http://" + master + "/api/v1/registry/" + key))
                .timeout(LIMIT);
    }

    /** A standby passes it on to the active; one that is dead is no reason to give up. */
    private HttpResponse<String> send(Shape shape) throws IOException, InterruptedException {
        IOException last = new IOException("no master is named in TANIST_MASTERS");
        for (String master : masters) {
            try {
                HttpResponse<String> answer = client.send(shape.of(master), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500) {
                    return answer;
                }
                last = new IOException(master + " answered " + answer.statusCode() + ": " + answer.body());
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
