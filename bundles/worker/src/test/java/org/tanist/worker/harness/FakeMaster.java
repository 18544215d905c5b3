package org.tanist.worker.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Incarnation;

/** Speaks the worker protocol: keeps what workers told, says what they are told to run, and can be deaf or refuse. */
public final class FakeMaster implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Incarnation, Map<String, Object>> wanted = new LinkedHashMap<>();
    private final Map<String, byte[]> jars = new HashMap<>();
    private final List<Json> registrations = new ArrayList<>();
    private final List<Incarnation> acknowledged = new ArrayList<>();
    private Map<Incarnation, Json> reports = new LinkedHashMap<>();
    private final int beatMs;
    private volatile int leaseMs;
    private long version = 1;
    private int beats;
    private boolean deaf;
    private boolean known;
    private boolean refusing;

    public FakeMaster(int leaseMs) throws IOException {
        this.leaseMs = leaseMs;
        this.beatMs = leaseMs / 3;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Grants leases of this length from the next answer on; heartbeats stay as frequent as they were. */
    public void lease(int ms) {
        leaseMs = ms;
    }

    public synchronized void jar(String id, byte[] bytes) {
        jars.put(id, bytes);
    }

    /** Assigns a run. */
    public synchronized Incarnation run(String application, long incarnation, String jar, String... args) {
        Incarnation name = new Incarnation(application, 0, incarnation);
        Map<String, Object> assignment = new LinkedHashMap<>(Map.of(
                "application", application, "instance", 0, "incarnation", incarnation, "jar", jar, "memoryMb", 64));
        assignment.put("args", List.of(args));
        assignment.put("jvmArgs", List.of("-XX:MaxDirectMemorySize=1g"));
        assignment.put("env", Map.of("COLOUR", "green"));
        wanted.put(name, assignment);
        changed();
        return name;
    }

    /** Takes a run away. */
    public synchronized void stop(Incarnation name) {
        wanted.remove(name);
        changed();
    }

    /** Says that the end of a run is in the journal. */
    public synchronized void acknowledge(Incarnation name) {
        wanted.remove(name);
        acknowledged.add(name);
        changed();
    }

    /** Hears no heartbeat from now on, or hears them again. */
    public synchronized void deaf(boolean now) {
        deaf = now;
        notifyAll();
    }

    /** Refuses every registration. */
    public synchronized void refuse() {
        refusing = true;
    }

    /** Knows no worker any more. */
    public synchronized void forget() {
        known = false;
        changed();
    }

    public synchronized int registrations() {
        return registrations.size();
    }

    public synchronized Json registration() {
        return registrations.get(registrations.size() - 1);
    }

    public synchronized int beats() {
        return beats;
    }

    public synchronized Optional<Json> report(Incarnation name) {
        return Optional.ofNullable(reports.get(name));
    }

    public String state(Incarnation name) {
        return report(name).map(report -> report.text("state")).orElse("none");
    }

    private synchronized void changed() {
        version++;
        notifyAll();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.startsWith("/api/v1/jars/")) {
                byte[] jar = jarOf(path.substring("/api/v1/jars/".length()));
                send(exchange, jar == null ? 404 : 200, jar == null ? "{\"code\":\"not-found\"}".getBytes() : jar);
            } else if (path.equals("/api/v1/workers")) {
                register(exchange, Json.parse(body));
            } else if (path.endsWith("/heartbeat")) {
                beat(exchange, Json.parse(body));
            } else {
                send(exchange, 503, "{\"code\":\"no-active\"}".getBytes());
            }
        } catch (IOException | InterruptedException e) {
            // The worker went away, as it may.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized byte[] jarOf(String id) {
        return jars.get(id);
    }

    private synchronized void register(HttpExchange exchange, Json registration) throws IOException {
        if (deaf) {
            return;
        }
        if (refusing) {
            send(exchange, 409, "{\"code\":\"refused\",\"detail\":\"another worker has this name\"}".getBytes());
            return;
        }
        registrations.add(registration);
        known = true;
        Json answer = Json.object(
                Map.of("name", registration.text("name"), "leaseMs", leaseMs, "heartbeatMs", beatMs, "term", 1));
        send(exchange, 200, answer.bytes());
    }

    private synchronized void beat(HttpExchange exchange, Json heartbeat) throws IOException, InterruptedException {
        if (deaf) {
            return;
        }
        if (!known) {
            send(exchange, 404, "{\"code\":\"not-found\"}".getBytes());
            return;
        }
        beats++;
        Map<Incarnation, Json> told = new LinkedHashMap<>();
        heartbeat.list("instances", i -> i).forEach(i -> told.put(Incarnation.of(i), i));
        reports = told;
        long end = System.nanoTime() + beatMs / 2 * 1_000_000L;
        while (heartbeat.number("seen") == version && System.nanoTime() < end && !deaf) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        if (deaf) {
            return;
        }
        Map<String, Object> answer =
                new LinkedHashMap<>(Map.of("term", 1, "leaseMs", leaseMs, "heartbeatMs", beatMs, "version", version));
        answer.put(
                "acknowledged",
                acknowledged.stream()
                        .map(name -> Map.of(
                                "application", name.application(),
                                "instance", name.instance(),
                                "incarnation", name.incarnation()))
                        .toList());
        if (heartbeat.number("seen") != version) {
            answer.put("assignments", List.copyOf(wanted.values()));
        }
        send(exchange, 200, Json.object(answer).bytes());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        deaf(true);
        server.stop(0);
        threads.shutdownNow();
    }
}
