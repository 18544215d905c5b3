package org.tanist.worker.logs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.json.Json;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.files.WorkerDirectory;

/** Serves the logs of instances. Reads only what the instances wrote, and only to whoever reaches its address. */
public final class LogServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogServer.class);
    private static final int BACKLOG = 64;
    private static final int MOST_FOLLOWERS = 24;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LONGEST_SILENCE_LOOKS = 30 * 60 * 10;

    private final WorkerDirectory directory;
    private final HttpServer server;
    private final AtomicInteger followers = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private LogServer(WorkerDirectory directory, HttpServer server) {
        this.directory = directory;
        this.server = server;
    }

    /**
     * Opens the port and serves.
     *
     * @param address port 0 for any free one
     * @param executor bounded; has more threads than there may be followers
     * @throws IOException if the port cannot be opened
     */
    public static LogServer open(WorkerDirectory directory, InetSocketAddress address, Executor executor)
            throws IOException {
        LogServer logs = new LogServer(directory, HttpServer.create(address, BACKLOG));
        logs.server.setExecutor(executor);
        logs.server.createContext("/logs/", logs::answer);
        logs.server.start();
        return logs;
    }

    /** The port that it has. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops; streams under way end. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) {
        try {
            if (exchange.getRequestMethod().equals("GET")) {
                read(exchange);
            } else {
                refuse(exchange, 405, "method-not-allowed", "logs are read with GET");
            }
        } catch (IOException e) {
            LOG.debug("a reader of logs went away: {}", e.toString());
        } finally {
            exchange.close();
        }
    }

    private void read(HttpExchange exchange) throws IOException {
        LogRequest request;
        try {
            request = LogRequest.of(exchange.getRequestURI());
        } catch (IllegalArgumentException e) {
            refuse(exchange, 400, "invalid", String.valueOf(e.getMessage()));
            return;
        }
        Optional<RunDirectory> run = find(request);
        if (run.isEmpty()) {
            String which = request.application() + "/" + request.instance();
            refuse(exchange, 404, "not-found", "there is no log of " + which + " on this worker");
        } else if (request.follow() && followers.get() >= MOST_FOLLOWERS) {
            refuse(exchange, 503, "overloaded", "too many follow logs of this worker: try again later");
        } else {
            send(exchange, request, run.get());
        }
    }

    private Optional<RunDirectory> find(LogRequest request) throws IOException {
        List<RunDirectory> runs = directory.runs(request.application(), request.instance());
        return runs.stream()
                .filter(run -> request.incarnation().isEmpty()
                        || run.run().incarnation() == request.incarnation().getAsLong())
                .reduce((older, newer) -> newer);
    }

    private void send(HttpExchange exchange, LogRequest request, RunDirectory run) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders()
                .set("Tanist-Incarnation", Long.toString(run.run().incarnation()));
        exchange.sendResponseHeaders(200, 0);
        try (LogTail tail = new LogTail(run);
                OutputStream out = exchange.getResponseBody()) {
            tail.writeTail(request.tail(), out);
            if (request.follow()) {
                followCounted(run, tail, out);
            }
        }
    }

    private void followCounted(RunDirectory run, LogTail tail, OutputStream out) throws IOException {
        followers.incrementAndGet();
        try {
            follow(run, tail, out);
        } finally {
            followers.decrementAndGet();
        }
    }

    /** Until the run has ended and all of it is written, or nothing has come for half an hour. */
    private void follow(RunDirectory run, LogTail tail, OutputStream out) throws IOException {
        int silent = 0;
        while (silent < LONGEST_SILENCE_LOOKS) {
            boolean ended = run.ended() || !run.exists();
            if (tail.writeMore(out)) {
                silent = 0;
            } else if (ended || closed()) {
                return;
            } else {
                silent++;
            }
        }
    }

    private boolean closed() throws IOException {
        try {
            return closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String detail) throws IOException {
        byte[] body = Json.object(Map.of("code", code, "detail", detail)).bytes();
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
