package org.tanist.http.internal.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.tanist.cluster.Endpoint;

/**
 * The answer of a worker to the request for a log, which may go on for hours.
 *
 * <p>It is asked for by HTTP/1.0, so that it comes without framing and ends with the connection. One that brings nothing for
 * {@value #IDLE_MILLIS} ms ends: whoever follows it asks again. Blocks; for one thread.
 */
final class WorkerLog implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_MILLIS = 600_000;
    private static final int MOST_HEAD = 16 * 1024;
    private static final int MOST_TEXT = 1_024;

    private final Socket socket;
    private final InputStream in;
    private final int status;

    private WorkerLog(Socket socket, InputStream in, int status) {
        this.socket = socket;
        this.in = in;
        this.status = status;
    }

    /** Asks a worker. */
    static WorkerLog open(Endpoint worker, String target) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(worker.host(), worker.port()), CONNECT_MILLIS);
            socket.setSoTimeout(IDLE_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.0\r\nHost: " + worker + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            return new WorkerLog(socket, in, status(head(in)));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0 || head.size() > MOST_HEAD) {
                throw new EOFException("it did not answer as a worker does");
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int status(String head) throws IOException {
        if (!head.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("it did not answer as a worker does");
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    int status() {
        return status;
    }

    /** Reads what is there, or waits for it; -1 at the end. */
    int read(byte[] buffer) throws IOException {
        return in.read(buffer);
    }

    /** The first line of a short answer. */
    String text() throws IOException {
        return new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
