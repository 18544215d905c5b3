package org.tanist.http.internal.forward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.http.internal.runtime.HttpThreads;
import org.tanist.http.internal.wire.Header;

/**
 * A small HTTP/1.1 client for requests between masters: kept connections, one call on each at a time, answers read by one thread.
 *
 * <p>It exists because the time a request loses here is part of every failover: a dead master's kept connections are noticed at
 * once, a broken one costs one retry, and nothing has to be loaded or warmed but these few classes. Thread-safe.
 */
public final class PeerClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);
    private static final long CONNECT_NANOS = 300_000_000L;
    private static final long TICK_MILLIS = 50;

    private final HttpThreads threads;
    private final Selector selector;
    private final Map<Endpoint, PeerPool> pools = new ConcurrentHashMap<>();
    private final Queue<PeerConnection> arriving = new ConcurrentLinkedQueue<>();
    private final List<PeerConnection> connecting = new ArrayList<>();
    private volatile boolean closed;

    /** Starts the loop. */
    public PeerClient(HttpThreads threads) throws IOException {
        this.threads = threads;
        this.selector = Selector.open();
        threads.start("tanist-http-forward", this::loop);
    }

    /**
     * Sends a request.
     *
     * @param bytes head and body as they go over the wire
     * @param head whether it is a HEAD request
     * @param repeatable whether it has no second effect when it arrives twice
     * @return the reply; fails with a {@link NotSentException} if it certainly had no effect, else with an IOException
     */
    public CompletionStage<PeerReply> send(Endpoint target, byte[] bytes, boolean head, boolean repeatable) {
        PeerCall call = new PeerCall(target, bytes, head, repeatable);
        if (closed) {
            call.reply().completeExceptionally(new NotSentException("this master is stopping"));
        } else {
            pool(target).send(call);
        }
        return call.reply();
    }

    /** Gets a path of a master; whatever it is, a second arrival does no harm. */
    public CompletionStage<PeerReply> get(Endpoint target, String path) {
        return send(target, "GET", path, List.of(), new byte[0]);
    }

    /** Sends a request that may be sent twice. */
    public CompletionStage<PeerReply> send(
            Endpoint target, String method, String path, List<Header> headers, byte[] body) {
        return send(target, RequestBytes.own(method, path, target, headers, body), method.equals("HEAD"), true);
    }

    /** Gives up all calls to a master that may be sent again elsewhere, and its connections. */
    public void abandon(Endpoint target, String why) {
        PeerPool pool = pools.get(target);
        if (pool == null) {
            return;
        }
        for (PeerCall call : pool.drainWaiting()) {
            call.reply().completeExceptionally(new NotSentException(why));
        }
        for (PeerConnection connection : pool.connections()) {
            PeerCall call = connection.abandon();
            if (call != null) {
                call.reply().completeExceptionally(new IOException(why));
            }
        }
    }

    private PeerPool pool(Endpoint target) {
        PeerPool known = pools.get(target);
        return known != null ? known : pools.computeIfAbsent(target, t -> new PeerPool(t, this::open));
    }

    private void open(PeerCall call) {
        try {
            threads.workers().execute(() -> connect(call));
        } catch (RejectedExecutionException e) {
            connect(call);
        }
    }

    /** Runs apart from the loop because looking up a name may block. */
    private void connect(PeerCall call) {
        PeerPool pool = pool(call.target());
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress(
                        call.target().host(), call.target().port()));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            PeerConnection connection = new PeerConnection(channel, pool, call, HttpThreads.nanos());
            pool.opened(connection);
            arriving.add(connection);
            selector.wakeup();
        } catch (IOException | RuntimeException e) {
            pool.notOpened();
            call.reply()
                    .completeExceptionally(new NotSentException("cannot connect to " + call.target() + ": " + e, e));
        }
    }

    private void loop() {
        try {
            while (!closed) {
                selector.select(TICK_MILLIS);
                register();
                for (SelectionKey key : selector.selectedKeys()) {
                    turn(key);
                }
                selector.selectedKeys().clear();
                expireConnects();
            }
        } catch (IOException e) {
            LOG.error("forwarding to other masters has ended: restart this master", e);
        } finally {
            closeAll();
        }
    }

    private void register() {
        for (PeerConnection next = arriving.poll(); next != null; next = arriving.poll()) {
            try {
                next.registered(next.channel().register(selector, SelectionKey.OP_CONNECT, next));
                connecting.add(next);
                finishConnect(next);
            } catch (IOException | CancelledKeyException e) {
                failedToConnect(next, e);
            }
        }
    }

    private void finishConnect(PeerConnection connection) throws IOException {
        if (connection.channel().finishConnect()) {
            connecting.remove(connection);
            SelectionKey key = connection.channel().keyFor(selector);
            if (key != null) {
                key.interestOps(SelectionKey.OP_READ);
            }
            connection.connected();
        }
    }

    private void turn(SelectionKey key) {
        PeerConnection connection = (PeerConnection) key.attachment();
        try {
            if (!key.isValid()) {
                return;
            }
            if (key.isConnectable()) {
                finishConnect(connection);
                return;
            }
        } catch (IOException | CancelledKeyException e) {
            failedToConnect(connection, e);
            return;
        }
        try {
            if (key.isWritable()) {
                connection.writable();
            }
            if (key.isValid() && key.isReadable()) {
                connection.readable();
            }
        } catch (IOException | RuntimeException e) {
            broken(connection, e);
        }
    }

    /** Also when another thread gave it up in the middle, which cancels its key. */
    private void failedToConnect(PeerConnection connection, Exception e) {
        connecting.remove(connection);
        PeerCall call = connection.fail();
        if (call != null) {
            call.reply()
                    .completeExceptionally(
                            new NotSentException("cannot connect to " + call.target() + ": " + e.getMessage(), e));
        }
    }

    private void broken(PeerConnection connection, Exception e) {
        boolean kept = connection.failedAsKept();
        PeerCall call = connection.fail();
        if (call == null) {
            return;
        }
        if (kept && call.mayTryFresh()) {
            connection.pool().send(call);
        } else {
            call.reply()
                    .completeExceptionally(
                            new IOException("the connection to " + call.target() + " broke: " + e.getMessage(), e));
        }
    }

    private void expireConnects() {
        if (connecting.isEmpty()) {
            return;
        }
        long oldest = HttpThreads.nanos() - CONNECT_NANOS;
        for (PeerConnection connection : List.copyOf(connecting)) {
            if (connection.openedNanos() - oldest < 0) {
                failedToConnect(connection, new IOException("no answer within " + CONNECT_NANOS / 1_000_000 + " ms"));
            }
        }
    }

    private void closeAll() {
        closed = true;
        for (PeerPool pool : pools.values()) {
            abandon(pool.target(), "this master is stopping");
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("cannot close the selector", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /** How many connections to a master there are; for tests and figures. */
    public int connections(@Nullable Endpoint target) {
        PeerPool pool = target == null ? null : pools.get(target);
        return pool == null ? 0 : pool.connections().size();
    }
}
