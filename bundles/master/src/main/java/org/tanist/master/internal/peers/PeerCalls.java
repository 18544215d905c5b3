package org.tanist.master.internal.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.SelfReport;

/** HTTP calls to other masters. Thread-safe; names are resolved at each new connection. */
public final class PeerCalls {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final HttpClient client;

    /** Completes calls on the given executor. */
    public PeerCalls(Executor executor) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(SHORT)
                .executor(executor)
                .build();
    }

    /** What the master there says of itself; fails when it does not answer within a second. */
    public CompletableFuture<SelfReport> self(Endpoint address) {
        HttpRequest request = HttpRequest.newBuilder(uri(address, "/api/v1/self"))
                .timeout(SHORT)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> report(address, answer));
    }

    /**
     * Sends a command to a master there, which may pass it on.
     *
     * @return the answer's JSON; fails with a {@code TanistException} carrying the detail of a refusal
     */
    public CompletableFuture<JsonNode> command(Endpoint address, String method, String path, Object body) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(uri(address, path))
                    .timeout(Duration.ofSeconds(15))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(PeerCalls::answered);
    }

    /**
     * Something to be sent to a master.
     *
     * @param method HTTP method
     * @param path where
     * @param id the command's id; empty for a query
     * @param body sent as JSON if there is an id
     */
    public record Order(String method, String path, String id, Object body) {}

    /**
     * What a master answered, whatever it was.
     *
     * @param status HTTP status
     * @param json its body; an empty object if there is none
     */
    public record Answered(int status, JsonNode json) {

        /** The detail of a refusal. */
        public String detail() {
            return json.path("detail").asText("status " + status);
        }
    }

    /** Sends a query or a command with an id to a master there, which passes it on to the active. */
    public CompletableFuture<Answered> send(Endpoint address, Order order) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(address, order.path())).timeout(Duration.ofSeconds(15));
        try {
            if (!order.id().isEmpty()) {
                request.header("Idempotency-Key", order.id()).header("Content-Type", "application/json");
            }
            request.method(
                    order.method(),
                    order.id().isEmpty()
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order.body())));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> {
                    try {
                        JsonNode json =
                                answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
                        return new Answered(answer.statusCode(), json);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private static SelfReport report(Endpoint address, HttpResponse<byte[]> answer) {
        try {
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return JSON.readValue(answer.body(), SelfReport.class);
        } catch (IOException e) {
            throw new CompletionException(
                    new IOException("what answers at " + address + " is no Tanist master: " + e.getMessage(), e));
        }
    }

    private static JsonNode answered(HttpResponse<byte[]> answer) {
        try {
            JsonNode json = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                ErrorCode code = answer.statusCode() >= 500 ? ErrorCode.NO_ACTIVE : ErrorCode.REFUSED;
                throw new TanistException(code, json.path("detail").asText("status " + answer.statusCode()));
            }
            return json;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static URI uri(Endpoint address, String path) {
        return URI.create("http://" + address + path);
    }
}
