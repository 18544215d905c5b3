package org.tanist.itests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Plain requests to one master; a connection failure is an {@link IOException}, every status is an answer. */
public final class Http {
    /** Reads and writes JSON. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final String base;
    private final Duration limit;

    private Http(String base, Duration limit) {
        this.base = base;
        this.limit = limit;
    }

    /** Requests to this address. */
    public static Http to(String host, int port) {
        return new Http("http://" + host + ":" + port, LIMIT);
    }

    /** The same with another time limit. */
    public Http within(Duration time) {
        return new Http(base, time);
    }

    /** What came back. */
    public record Answer(int status, java.net.http.HttpHeaders headers, byte[] bytes) {
        /** The body as text. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError("not JSON (status " + status + "): " + text(), e);
            }
        }

        /** A header, or an empty text. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Whether the status is 2xx. */
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /** Gets a path. */
    public Answer get(String path) throws IOException {
        return send("GET", path, null);
    }

    /** Puts bytes. */
    public Answer put(String path, String body, String... headers) throws IOException {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Sends JSON. */
    public Answer json(String method, String path, Object body) throws IOException {
        try {
            byte[] bytes =
                    body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
            return send(method, path, bytes, "Content-Type", "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends anything; header names and values alternate. */
    public Answer send(String method, String path, byte[] body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(limit)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The status of a GET, or 0 when nobody answers. */
    public int status(String path) {
        try {
            return get(path).status();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The JSON of a GET that is answered with 200. */
    public Optional<JsonNode> read(String path) {
        try {
            Answer answer = get(path);
            return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where this goes, e.g. {@code http://127.0.0.1:20000}. */
    public String base() {
        return base;
    }
}
