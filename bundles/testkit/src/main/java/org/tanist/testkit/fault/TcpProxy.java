package org.tanist.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tanist.cluster.Endpoint;

/**
 * Stands between a client and a server on loopback and can cut them apart: silently, as a lost network does, or with a reset. What was
 * sent while it is cut is held back and arrives after the healing, as with TCP. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private volatile Endpoint target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean cut;
    private volatile boolean closed;

    /** Listens on a free port and passes everything on to the target. */
    public TcpProxy(Endpoint target) throws IOException {
        this(target, 0);
    }

    /** Listens on this port of loopback. */
    public TcpProxy(Endpoint target, int port) throws IOException {
        this.target = target;
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        daemon("accept", this::accept);
    }

    /** Where it listens. */
    public Endpoint address() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    /** New connections go there from now on, as if another process had taken the port. */
    public void lead(Endpoint elsewhere) {
        target = elsewhere;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                daemon("connect", () -> connect(client));
            } catch (IOException e) {
                // Closed; the loop ends.
                continue;
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitOpen();
            Socket upstream = new Socket();
            sockets.add(upstream);
            Endpoint server = target;
            upstream.connect(new InetSocketAddress(server.host(), server.port()), 2000);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            daemon("up", () -> pump(client, upstream));
            pump(upstream, client);
        } catch (IOException e) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitOpen();
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side has gone, so the other must.
            end(to);
        }
        try {
            awaitOpen();
        } catch (IOException e) {
            end(from);
        }
        end(from);
        end(to);
    }

    private synchronized void awaitOpen() throws IOException {
        try {
            while (cut && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Nothing passes from now on; connections stay open and are accepted. */
    public synchronized void cut() {
        cut = true;
    }

    /** Everything passes again. */
    public synchronized void heal() {
        cut = false;
        notifyAll();
    }

    /** Ends all connections with a reset; new ones are passed on. */
    public void reset() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed already.
                sockets.remove(socket);
            }
            end(socket);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "tanist-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all connections and frees the port. */
    @Override
    public void close() {
        closed = true;
        heal();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("a proxy cannot be closed", e);
        }
        reset();
    }
}
