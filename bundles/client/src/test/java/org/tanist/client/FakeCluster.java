package org.tanist.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.tanist.client.http.Address;

/** Masters played by real HTTP servers that share one registry, as if it were replicated; each can be killed. */
final class FakeCluster implements AutoCloseable {

    final List<FakeMaster> masters = new ArrayList<>();
    final Map<String, String> values = new ConcurrentHashMap<>();
    final AtomicInteger applied = new AtomicInteger();
    private final Map<String, Integer> versionsByCommand = new ConcurrentHashMap<>();
    private volatile int active;
    private volatile long term = 1;

    FakeCluster(int size) {
        for (int i = 0; i < size; i++) {
            masters.add(new FakeMaster("m" + i));
        }
    }

    FakeMaster master(int index) {
        return masters.get(index);
    }

    void elect(int index) {
        active = index;
        term++;
    }

    List<Address> addresses() {
        return masters.stream().map(FakeMaster::address).toList();
    }

    @Override
    public void close() {
        masters.forEach(FakeMaster::kill);
    }

    /** Does something else with a request than serving it. */
    interface Trick {
        /** True if the exchange is dealt with. */
        boolean play(HttpExchange exchange) throws IOException;
    }

    /**
     * What arrived.
     *
     * @param line method and path
     * @param key its Idempotency-Key
     */
    record Received(String line, String key) {}

    final class FakeMaster {
        final String name;
        final List<Received> received = new CopyOnWriteArrayList<>();
        volatile Trick trick = exchange -> false;
        private final HttpServer server;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        FakeMaster(String name) {
            this.name = name;
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::handle);
            server.setExecutor(threads);
            server.start();
        }

        Address address() {
            return new Address("127.0.0.1", server.getAddress().getPort());
        }

        void kill() {
            server.stop(0);
            threads.shutdownNow();
        }

        private void handle(HttpExchange exchange) throws IOException {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                String path = exchange.getRequestURI().toString();
                String key = Objects.toString(exchange.getRequestHeaders().getFirst("Idempotency-Key"), "");
                received.add(new Received(exchange.getRequestMethod() + " " + path, key));
                boolean serves = masters.get(active) == this;
                exchange.getResponseHeaders().set("Tanist-Term", Long.toString(term));
                exchange.getResponseHeaders().set("Tanist-Role", serves ? "active" : "standby");
                if (trick.play(exchange)) {
                    return;
                }
                if (path.startsWith("/api/v1/cluster")) {
                    send(exchange, 200, cluster());
                } else if (path.startsWith("/api/v1/registry/")) {
                    registry(exchange, exchange.getRequestURI().getPath().substring(17), key, body);
                } else {
                    send(exchange, 404, problem("not-found", "nothing there"));
                }
            }
        }

        /** A standby forwards, which in a shared memory is the same as doing it. */
        private void registry(HttpExchange exchange, String name, String command, byte[] body) throws IOException {
            if (exchange.getRequestMethod().equals("GET")) {
                String value = values.get(name);
                send(exchange, value == null ? 404 : 200, value == null ? problem("not-found", "no key") : value);
                return;
            }
            int version = versionsByCommand.computeIfAbsent(command, c -> {
                values.put(name, new String(body, StandardCharsets.UTF_8));
                return applied.incrementAndGet();
            });
            exchange.getResponseHeaders().set("ETag", "\"" + version + "\"");
            send(exchange, 201, "");
        }

        private String cluster() {
            List<String> members = new ArrayList<>();
            for (FakeMaster master : masters) {
                members.add("{\"name\":\"" + master.name + "\",\"address\":\"" + master.address() + "\"}");
            }
            return "{\"name\":\"fake\",\"term\":" + term + ",\"active\":\"m" + active + "\",\"masters\":["
                    + String.join(",", members) + "]}";
        }
    }

    static String problem(String code, String detail) {
        return "{\"code\":\"" + code + "\",\"detail\":\"" + detail + "\",\"term\":1,\"active\":null}";
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
