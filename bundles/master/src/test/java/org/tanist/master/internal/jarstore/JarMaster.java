package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarContent;
import org.tanist.control.JarCopy;
import org.tanist.control.JarRootCheck;
import org.tanist.control.JarRootReport;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;
import org.tanist.storage.local.internal.LocalStorageProvider;
import org.tanist.storage.nfs.internal.NfsStorageProvider;

/** One master of a {@link JarCluster}: the real store on a real directory, with a small web server as its door. */
final class JarMaster implements Surroundings, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final JarCluster cluster;
    private final Path directory;
    private final Member member;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CatalogueService catalogue = new CatalogueService();
    /** To the commands that were applied here, by id. */
    final Map<String, Reply> replies = new ConcurrentHashMap<>();

    final ServiceHost host;
    final MasterJars jars;
    /** Takes connections, and no bytes. */
    volatile boolean hangs;
    /** Of its shared roots. */
    final SilentStorage.Silence silence = new SilentStorage.Silence();
    /** The root in its file. */
    volatile String configured = "";
    /** An address that none of its providers opens. */
    volatile String lacks = "none";
    /** What it says of its disk. */
    volatile long free = Long.MAX_VALUE;

    JarMaster(JarCluster cluster, String name, Path directory) {
        this.cluster = cluster;
        this.directory = directory;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        member = new Member(
                new MasterId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                name,
                new Endpoint("127.0.0.1", server.getAddress().getPort()));
        host = new ServiceHost(new EventLog(threads), (position, entry, reply) -> replies.put(entry.id(), reply));
        host.bind(Catalogue.SERVICE, catalogue);
        jars = new MasterJars(this, host, new PeerCalls(threads), threads);
    }

    Member member() {
        return member;
    }

    Path directory() {
        return directory;
    }

    /** Takes the service away, as a missing bundle would. */
    void withoutCatalogue() {
        host.unbind(Catalogue.SERVICE, catalogue);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        try (exchange) {
            if (hangs) {
                ended.await();
            }
            orRefusal(exchange, path.split("/", 5)[3], last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void orRefusal(HttpExchange exchange, String kind, String last) throws IOException {
        try {
            answer(exchange, kind, last);
        } catch (TanistException e) {
            send(
                    exchange,
                    e.code().httpStatus(),
                    json("{'detail':'" + e.getMessage().replace('\'', ' ') + "'}"));
        }
    }

    private void answer(HttpExchange exchange, String kind, String last) throws IOException {
        switch (kind) {
            case "services" -> {
                String asked = exchange.getRequestURI().getPath().substring("/api/v1/services/applications/".length());
                send(exchange, cluster.active().host.service(Catalogue.SERVICE).query(Request.of("GET", asked)));
            }
            case "jar-entries" -> {
                String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                byte[] body = exchange.getRequestBody().readAllBytes();
                send(
                        exchange,
                        cluster.active()
                                .jars
                                .enter(id, last, body)
                                .toCompletableFuture()
                                .join());
            }
            case "jar-roots" -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                JarRootReport report = exchange.getRequestMethod().equals("GET")
                        ? jars.rootReport()
                        : jars.checkRoot(JSON.readValue(body, JarRootCheck.class));
                send(exchange, 200, JSON.writeValueAsBytes(report));
            }
            default -> copy(exchange, last);
        }
    }

    private void copy(HttpExchange exchange, String last) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            JarCopy copy = jars.keep(last, exchange.getRequestBody());
            send(exchange, 200, json("{'id':'" + copy.id() + "','size':" + copy.size() + "}"));
            return;
        }
        try (JarContent content = jars.copy(last)) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(content.size()));
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, content.size());
                content.writeTo(exchange.getResponseBody());
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.succeeded()
                ? reply.body()
                : json("{'detail':'" + reply.text().replace('\'', ' ') + "'}");
        send(exchange, reply.status().http(), body);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public Optional<StorageRoot> root() {
        return Optional.of(
                new StorageRoot(configured, directory, new ClusterId(new UUID(1, 1)), member.id(), Map.of()));
    }

    @Override
    public Optional<StorageProvider> provider(String address) {
        if (lacks.equals(address)) {
            return Optional.empty();
        }
        return Optional.of(
                address.isEmpty()
                        ? new LocalStorageProvider()
                        : root -> new SilentStorage(new NfsStorageProvider().open(root), silence));
    }

    @Override
    public Endpoint self() {
        return member.address();
    }

    @Override
    public List<Member> others() {
        return cluster.members().stream().filter(m -> !m.equals(member)).toList();
    }

    @Override
    public boolean settled() {
        return true;
    }

    @Override
    public boolean active() {
        return cluster.active() == this;
    }

    @Override
    public CompletionStage<Reply> submit(String id, Request request) {
        return active()
                ? CompletableFuture.completedFuture(cluster.commit(this, id, request))
                : CompletableFuture.failedFuture(new TanistException(ErrorCode.NOT_ACTIVE, "not active"));
    }

    @Override
    public Optional<String> bound() {
        return Optional.empty();
    }

    @Override
    public Limits limits() {
        return cluster.limits;
    }

    @Override
    public long freeBytes() {
        return free;
    }

    @Override
    public Executor disks() {
        return threads;
    }

    @Override
    public Ticker ticker() {
        return cluster;
    }

    /** Its process dies; its disk stays. */
    @Override
    public void close() {
        silence.end();
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
        jars.close();
    }
}
