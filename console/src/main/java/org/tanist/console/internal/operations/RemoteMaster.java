package org.tanist.console.internal.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.MasterPatch;
import org.tanist.control.MasterStatus;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;

/**
 * Orders over another master's HTTP API. Failures are {@link TanistException}s: {@code NOT_ACTIVE} when the order certainly was not
 * executed because nobody took it, {@code UNKNOWN_OUTCOME} when it was sent and no answer came.
 */
public final class RemoteMaster {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    /** Sends over this client; it stays the caller's. */
    public RemoteMaster(HttpClient http) {
        this.http = http;
    }

    CompletionStage<TransitionStatus> transition(Endpoint master, TransitionOrder order) {
        String path = "/api/v1/transitions" + (order.dryRun() ? "?dryRun=true" : "");
        return send(master, "POST", path, OrderBody.of(order)).thenApply(answer -> {
            JsonNode body = answer.body();
            boolean status = body.hasNonNull("state") && body.hasNonNull("id");
            if (!status) {
                throw problem(master, answer);
            }
            return read(body, TransitionStatus.class);
        });
    }

    CompletionStage<MasterStatus> patch(Endpoint master, String name, MasterPatch patch) {
        String path = "/api/v1/masters/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return send(master, "PATCH", path, patch).thenApply(answer -> {
            if (answer.status() / 100 != 2) {
                throw problem(master, answer);
            }
            return read(answer.body(), MasterStatus.class);
        });
    }

    private CompletionStage<Answer> send(Endpoint master, String method, String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + master + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .method(method, HttpRequest.BodyPublishers.ofString(write(body)))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), parse(master, response.body())))
                .exceptionally(failure -> {
                    throw undelivered(master, failure);
                });
    }

    private static TanistException undelivered(Endpoint master, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TanistException known) {
            return known;
        }
        if (cause instanceof ConnectException) {
            return new TanistException(
                    ErrorCode.NOT_ACTIVE, "the active master at " + master + " refused the connection", cause);
        }
        return new TanistException(
                ErrorCode.UNKNOWN_OUTCOME,
                "the order was sent to " + master + " but no answer came: see the recent transitions for what happened",
                cause);
    }

    private static TanistException problem(Endpoint master, Answer answer) {
        String code =
                answer.body().path("code").asText("").toUpperCase(Locale.ROOT).replace('-', '_');
        String detail = answer.body().path("detail").asText("");
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(code)) {
                return new TanistException(known, detail);
            }
        }
        return new TanistException(
                ErrorCode.INTERNAL, master + " answered with status " + answer.status() + ": " + detail);
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order could not be written as JSON", e);
        }
    }

    private JsonNode parse(Endpoint master, String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new TanistException(ErrorCode.UNKNOWN_OUTCOME, "the answer of " + master + " is not JSON", e);
        }
    }

    private <T> T read(JsonNode body, Class<T> type) {
        try {
            return json.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new TanistException(
                    ErrorCode.UNKNOWN_OUTCOME,
                    "the order was answered in a form that this version does not know: see the recent transitions",
                    e);
        }
    }

    /** An order as the API reads it: {@code dryRun} is part of the address there. */
    private record OrderBody(
            String type, @Nullable String target, @Nullable String reason, boolean force, boolean hold) {
        static OrderBody of(TransitionOrder order) {
            return new OrderBody(order.type(), order.target(), order.reason(), order.force(), order.hold());
        }
    }

    /** Status and body of a response. */
    private record Answer(int status, JsonNode body) {}
}
