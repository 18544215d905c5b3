package org.tanist.master.internal.jarstore;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarContent;
import org.tanist.control.JarCopy;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.service.EventLog;
import org.tanist.master.internal.service.ServiceHost;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;
import org.tanist.storage.local.internal.LocalStorageProvider;

/** One master of a {@link JarCluster}: the real store on a real directory, with a small web server as its door. */
final class JarMaster implements Surroundings, AutoCloseable {
    private final JarCluster cluster;
    private final Path directory;
    private final Member member;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CatalogueService catalogue = new CatalogueService();
    final ServiceHost host;
    final MasterJars jars;
    /** Takes connections, and no bytes. */
    volatile boolean hangs;
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
        host = new ServiceHost(new EventLog(threads), (position, entry, reply) -> {});
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
            if (path.startsWith("/api/v1/services/")) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                Request request = Request.of(exchange.getRequestMethod(), "jars/" + last, body);
                String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                Reply reply =
                        id == null ? host.service(Catalogue.SERVICE).query(request) : cluster.commit(this, id, request);
                send(exchange, reply.status().http(), reply.body());
            } else if (exchange.getRequestMethod().equals("PUT")) {
                JarCopy copy = jars.keep(last, exchange.getRequestBody());
                send(exchange, 200, json("{'id':'" + copy.id() + "','size':" + copy.size() + "}"));
            } else {
                try (JarContent content = jars.copy(last)) {
                    exchange.sendResponseHeaders(200, content.size());
                    content.writeTo(exchange.getResponseBody());
                }
            }
        } catch (TanistException e) {
            send(
                    exchange,
                    e.code().httpStatus(),
                    json("{'detail':'" + e.getMessage().replace('\'', ' ') + "'}"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public Optional<StorageRoot> root() {
        return Optional.of(new StorageRoot("", directory, new ClusterId(new UUID(1, 1)), member.id(), Map.of()));
    }

    @Override
    public Optional<StorageProvider> provider(String address) {
        return Optional.of(new LocalStorageProvider());
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
    public Limits limits() {
        return cluster.limits;
    }

    @Override
    public long freeBytes() {
        return free;
    }

    @Override
    public Ticker ticker() {
        return cluster;
    }

    /** Its process dies; its disk stays. */
    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
        jars.close();
    }
}
