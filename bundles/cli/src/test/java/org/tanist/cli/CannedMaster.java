package org.tanist.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server that gives prepared answers and remembers what it was asked. */
public final class CannedMaster implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public CannedMaster() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers {@code METHOD /path} so from now on. */
    public CannedMaster answer(String line, int status, String body) {
        answers.put(line, new Answer(status, body));
        return this;
    }

    /** A healthy cluster of which this master, m1, is the active; m2 is a standby, m3 is held. */
    public CannedMaster healthy() {
        String cluster =
                "{\"name\":\"test\",\"id\":\"i\",\"term\":4,\"active\":\"m1\",\"health\":\"healthy\",\"verdict\":\"all"
                        + " is well\","
                        + "\"failureTolerance\":1,\"automaticFailover\":true,\"election\":{\"provider\":\"raft\"},"
                        + "\"journal\":{\"provider\":\"election\",\"position\":17},\"masters\":["
                        + member("m1", address(), "active", false) + ","
                        + member("m2", "127.0.0.1:1", "standby", false) + ","
                        + member("m3", "127.0.0.1:2", "held", true) + "]}";
        return answer("GET /api/v1/cluster", 200, cluster)
                .answer("GET /api/v1/cluster?stale=true", 200, cluster)
                .answer(
                        "GET /api/v1/self",
                        200,
                        "{\"configuration\":\"c\",\"status\":" + member("m1", address(), "active", false) + "}");
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String member(String name, String address, String role, boolean held) {
        return "{\"id\":\"i\",\"name\":\"" + name + "\",\"address\":\"" + address + "\",\"role\":\"" + role
                + "\",\"term\":4,\"position\":17,\"lag\":{\"entries\":0,\"seconds\":0.0},\"priority\":0,\"held\":"
                + held
                + ",\"eligible\":true,\"reasons\":[],\"version\":\"1\",\"self\":false,\"lastSeenMs\":3,"
                + "\"disk\":{\"freeBytes\":99999999999,\"probeMs\":1.5},\"jars\":null}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(body.isEmpty() ? line : line + " " + body);
            Answer answer = answers.getOrDefault(
                    line, new Answer(404, "{\"code\":\"not-found\",\"detail\":\"nothing at " + line + "\"}"));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", "\"5\"");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private record Answer(int status, String body) {}
}
