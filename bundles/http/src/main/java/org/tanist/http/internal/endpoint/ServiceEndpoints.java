package org.tanist.http.internal.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.ClusterControl;
import org.tanist.http.internal.wire.Answer;
import org.tanist.http.internal.wire.Exchange;
import org.tanist.http.internal.wire.Header;
import org.tanist.http.internal.wire.Percent;
import org.tanist.http.internal.wire.Problem;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * Master services over HTTP: the registry under its own path, and any of them under {@code /api/v1/services/{name}}. GET asks, every
 * other method is a command with an id.
 */
final class ServiceEndpoints {
    private static final String REGISTRY = "registry";
    private static final int MOST_VALUE = 256 * 1024;
    private static final List<String> METHODS = List.of("PUT", "POST", "DELETE", "PATCH");
    private static final String VERSION = "version";

    private final ClusterControl control;

    ServiceEndpoints(ClusterControl control) {
        this.control = control;
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        all.add(Operation.read("/api/v1/registry", x -> ask(x, REGISTRY, "", x.parameters()), false));
        all.add(Operation.read("/api/v1/registry/{key…}", this::registryGet, false));
        all.add(Operation.command("PUT", "/api/v1/registry/{key…}", this::registryWrite, MOST_VALUE));
        all.add(Operation.command("DELETE", "/api/v1/registry/{key…}", this::registryWrite, 0));
        all.add(Operation.read("/api/v1/services/{service…}", this::serviceGet, false));
        for (String method : METHODS) {
            all.add(Operation.command(
                    method, "/api/v1/services/{service…}", this::serviceCommand, Operation.CONFIGURED));
        }
        return all;
    }

    private CompletionStage<Answer> registryGet(Exchange exchange) {
        String wanted = exchange.kept("If-None-Match");
        return control.query(REGISTRY, Request.of("GET", exchange.argument()), exchange.flag("stale"))
                .thenApply(reply -> {
                    String version = reply.attributes().get(VERSION);
                    boolean same = reply.succeeded()
                            && version != null
                            && etag(version).equals(wanted);
                    return same ? Answer.empty(304).with("ETag", etag(version)) : answer(reply);
                });
    }

    private CompletionStage<Answer> registryWrite(Exchange exchange) {
        Request request = new Request(exchange.method(), exchange.argument(), preconditions(exchange), exchange.body());
        return control.submit(REGISTRY, exchange.id(), request).thenApply(this::answer);
    }

    private CompletionStage<Answer> serviceGet(Exchange exchange) {
        Target target = Target.of(exchange.path());
        return ask(exchange, target.service(), target.path(), exchange.parameters());
    }

    private CompletionStage<Answer> ask(
            Exchange exchange, String service, String path, Map<String, String> parameters) {
        Map<String, String> passed = parameters;
        if (parameters.containsKey("stale")) {
            passed = new HashMap<>(parameters);
            passed.remove("stale");
        }
        Request request = new Request("GET", path, passed, new byte[0]);
        boolean list = service.equals(REGISTRY) && path.isEmpty();
        return control.query(service, request, exchange.flag("stale"))
                .thenApply(reply ->
                        list && reply.succeeded() ? Answer.bytes(200, Answer.JSON, reply.body()) : answer(reply));
    }

    private CompletionStage<Answer> serviceCommand(Exchange exchange) {
        Target target = Target.of(exchange.path());
        if (target.path().startsWith("internal/")) {
            throw new TanistException(
                    ErrorCode.FORBIDDEN, "commands below internal/ are given by the active itself, and by nobody else");
        }
        Map<String, String> parameters = new HashMap<>(exchange.parameters());
        parameters.putAll(preconditions(exchange));
        Request request = new Request(exchange.method(), target.path(), parameters, exchange.body());
        return control.submit(target.service(), exchange.id(), request).thenApply(this::answer);
    }

    private static Map<String, String> preconditions(Exchange exchange) {
        String match = exchange.kept("If-Match");
        String noneMatch = exchange.kept("If-None-Match");
        if (match == null && noneMatch == null) {
            return Map.of();
        }
        if (noneMatch != null && !noneMatch.equals("*")) {
            throw invalid("If-None-Match is '" + noneMatch
                    + "': a write takes only *, which means that the key must not exist");
        }
        Map<String, String> parameters = new HashMap<>();
        if (noneMatch != null) {
            parameters.put("if-none-match", "*");
        }
        if (match != null) {
            parameters.put("if-match", version(match));
        }
        return parameters;
    }

    private static String version(String match) {
        boolean quoted = match.length() > 2 && match.startsWith("\"") && match.endsWith("\"");
        String version = quoted ? match.substring(1, match.length() - 1) : match;
        if (version.isEmpty() || version.length() > 19 || !version.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid("If-Match is '" + match + "': send one ETag as it was received, such as \"17\"");
        }
        return version;
    }

    private Answer answer(Reply reply) {
        Answer answer = reply.succeeded() ? success(reply) : Problem.of(code(reply.status()), reply.text(), control);
        if (reply.attributes().isEmpty()) {
            return answer;
        }
        List<Header> headers = new ArrayList<>(answer.headers());
        reply.attributes().forEach((name, value) -> {
            if (name.equals(VERSION)) {
                headers.add(new Header("ETag", etag(value)));
            } else if (!name.equals("content-type")) {
                headers.add(new Header("Tanist-Reply-" + name, value));
            }
        });
        return new Answer(answer.status(), answer.contentType(), headers, answer.body(), false);
    }

    private static Answer success(Reply reply) {
        if (reply.status() == Reply.Status.DONE
                || (reply.status() == Reply.Status.CREATED && reply.body().length == 0)) {
            return Answer.empty(reply.status().http());
        }
        String type = reply.attributes().getOrDefault("content-type", Answer.BYTES);
        return Answer.bytes(reply.status().http(), type, reply.body());
    }

    /** The code that goes with a failure of a master service. */
    static ErrorCode code(Reply.Status status) {
        return switch (status) {
            case INVALID -> ErrorCode.INVALID;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case NOT_ALLOWED -> ErrorCode.METHOD_NOT_ALLOWED;
            case CONFLICT -> ErrorCode.CONFLICT;
            case PRECONDITION_FAILED -> ErrorCode.PRECONDITION_FAILED;
            case TOO_LARGE -> ErrorCode.TOO_LARGE;
            case FAILED, OK, CREATED, DONE -> ErrorCode.INTERNAL;
        };
    }

    private static String etag(@Nullable String version) {
        return "\"" + version + "\"";
    }

    private static TanistException invalid(String detail) {
        return new TanistException(ErrorCode.INVALID, detail);
    }

    /**
     * What a path below {@code /api/v1/services/} means.
     *
     * @param service name of the master service
     * @param path decoded, without a leading slash
     */
    private record Target(String service, String path) {
        private static final int START = "/api/v1/services/".length();

        static Target of(String rawPath) {
            int slash = rawPath.indexOf('/', START);
            String service = Percent.decodePath(slash < 0 ? rawPath.substring(START) : rawPath.substring(START, slash));
            if (!service.toLowerCase(Locale.ROOT).matches("[a-z0-9-]{1,64}")) {
                throw invalid(
                        "service '" + service + "' cannot exist: names have lower-case letters, digits and dashes");
            }
            return new Target(service, slash < 0 ? "" : Percent.decodePath(rawPath.substring(slash + 1)));
        }
    }
}
