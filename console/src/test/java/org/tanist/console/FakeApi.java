package org.tanist.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tanist.control.MasterPatch;
import org.tanist.control.TransitionOrder;

/** The part of an active's HTTP API that pages of standbys use; as strict about unknown fields as the real one. */
final class FakeApi implements AutoCloseable {
    private static final Set<String> FIELDS = Set.of("type", "target", "reason", "force", "hold");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final FakeCluster cluster;

    private FakeApi(HttpServer server, FakeCluster cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    static FakeApi start(FakeCluster cluster) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        FakeApi api = new FakeApi(server, cluster);
        server.createContext("/api/v1/transitions", api::transition);
        server.createContext("/api/v1/masters/", api::patch);
        server.start();
        return api;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void transition(HttpExchange exchange) throws IOException {
        JsonNode body = json.readTree(exchange.getRequestBody());
        List<String> unknown = body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !FIELDS.contains(field))
                .toList();
        if (!unknown.isEmpty()) {
            answer(exchange, 400, Map.of("code", "invalid", "detail", "unknown fields " + unknown));
            return;
        }
        boolean dryRun = "dryRun=true".equals(exchange.getRequestURI().getQuery());
        var status = cluster.order(new TransitionOrder(
                body.path("type").asText(),
                body.path("target").asText(null),
                body.path("reason").asText(null),
                false,
                body.path("hold").asBoolean(),
                dryRun));
        answer(exchange, dryRun ? 200 : status.state().equals("refused") ? 409 : 202, status);
    }

    private void patch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        MasterPatch patch = json.readValue(exchange.getRequestBody(), MasterPatch.class);
        answer(exchange, 200, cluster.patch(path.substring(path.lastIndexOf('/') + 1), patch));
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
