package org.tanist.client.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection to a master. For one thread at a time. */
public final class Connection implements AutoCloseable {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final Duration CONSENT = Duration.ofSeconds(10);
    private static final int LAST_WORDS_MILLIS = 2_000;

    private final Address address;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable = true;
    private long lastUsedNanos = System.nanoTime();
    private boolean answering;

    private Connection(Address address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 8192);
        this.out = socket.getOutputStream();
    }

    /**
     * Connects.
     *
     * @throws ExchangeException at stage CONNECTING, if the host is unknown, refuses, or does not answer within the limit
     */
    public static Connection open(Address address, Duration limit) throws ExchangeException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address.resolve(), millis(limit));
            return new Connection(address, socket);
        } catch (IOException e) {
            closeQuietly(socket, e);
            throw new ExchangeException(ExchangeException.Stage.CONNECTING, reason(e), e);
        }
    }

    /** Sends a request and reads the whole answer; no single wait for bytes is longer than the limit. */
    public HttpAnswer exchange(HttpRequest request, Duration limit, int largestBody) throws ExchangeException {
        Head head = begin(request, limit);
        try {
            byte[] body = head.body().readNBytes(largestBody + 1);
            if (body.length > largestBody) {
                reusable = false;
                throw new IOException("the answer is larger than " + largestBody + " bytes");
            }
            lastUsedNanos = System.nanoTime();
            return new HttpAnswer(address, head.status(), head.headers(), body);
        } catch (IOException e) {
            reusable = false;
            throw new ExchangeException(ExchangeException.Stage.ANSWERING, reason(e), e);
        }
    }

    /** Sends a request and reads the answer's head; the body is read by the caller, before the next request. */
    public Head begin(HttpRequest request, Duration limit) throws ExchangeException {
        answering = false;
        try {
            socket.setSoTimeout(millis(limit));
            byte[] head = request.head(address);
            byte[] body = request.body();
            out.write(body == null ? head : joined(head, body));
            Head answer = readHead(request.method());
            lastUsedNanos = System.nanoTime();
            return answer;
        } catch (IOException e) {
            reusable = false;
            ExchangeException.Stage stage =
                    answering ? ExchangeException.Stage.ANSWERING : ExchangeException.Stage.SENT;
            throw new ExchangeException(stage, reason(e), e);
        }
    }

    /**
     * Sends a request with a streamed body and reads the answer's head. The body is sent only when the master is willing to take it, so
     * that one that refuses can say so. No other request may follow.
     *
     * @param limit how long the answer may take after the last byte
     */
    public Head upload(HttpRequest request, Body body, Duration limit) throws ExchangeException {
        reusable = false;
        answering = false;
        try {
            socket.setSoTimeout(millis(limit.compareTo(CONSENT) < 0 ? limit : CONSENT));
            out.write(request.expectingHead(address, body.length()));
            Head refusal = consent(request.method());
            if (refusal != null) {
                return refusal;
            }
            try {
                body.writeTo(out);
                socket.setSoTimeout(millis(limit));
            } catch (IOException e) {
                return refusalAfter(e, request.method());
            }
            return readHead(request.method());
        } catch (IOException e) {
            ExchangeException.Stage stage =
                    answering ? ExchangeException.Stage.ANSWERING : ExchangeException.Stage.SENT;
            throw new ExchangeException(stage, reason(e), e);
        }
    }

    /** Waits for "100 Continue"; an answer instead of it, or null. Servers that do not know of it get the body after a while. */
    private @Nullable Head consent(String method) throws IOException {
        try {
            int status = status(readLine());
            Map<String, String> headers = readHeaders();
            return status == 100 ? null : new Head(status, headers, body(method, status, headers));
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    /** A master that stops reading has mostly said why. */
    private Head refusalAfter(IOException failure, String method) throws IOException {
        try {
            socket.setSoTimeout(LAST_WORDS_MILLIS);
            return readHead(method);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Whether another request may follow. */
    public boolean reusable() {
        return reusable && !socket.isClosed();
    }

    /** Nanoseconds since the last answer. */
    public long idleNanos() {
        return System.nanoTime() - lastUsedNanos;
    }

    /** Who is at the other end. */
    public Address address() {
        return address;
    }

    /** Ends the connection; a read that waits in another thread ends with an error. May be called again. */
    @Override
    public void close() {
        reusable = false;
        closeQuietly(socket, null);
    }

    /**
     * The head of an answer.
     *
     * @param status HTTP status
     * @param headers by lower-case name
     * @param body ends where the answer ends
     */
    public record Head(int status, Map<String, String> headers, InputStream body) {}

    private Head readHead(String method) throws IOException {
        while (true) {
            int status = status(readLine());
            Map<String, String> headers = readHeaders();
            if (status >= 200) {
                return new Head(status, headers, body(method, status, headers));
            }
        }
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new IOException("not an HTTP answer: bad header line");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private InputStream body(String method, int status, Map<String, String> headers) throws IOException {
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            reusable = false;
        }
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return new ChunkedBody(in);
        }
        String length = headers.get("content-length");
        if (length == null) {
            reusable = false;
            return in;
        }
        try {
            return new FixedBody(in, Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw new IOException("not an HTTP answer: Content-Length " + length, e);
        }
    }

    private String readLine() throws IOException {
        String line = Lines.read(in, LONGEST_LINE);
        answering = true;
        return line;
    }

    private static int status(String line) throws IOException {
        if (line.length() < 12 || !line.startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP answer: " + line.substring(0, Math.min(40, line.length())));
        }
        try {
            return Integer.parseInt(line, 9, 12, 10);
        } catch (NumberFormatException e) {
            throw new IOException("not an HTTP answer: " + line, e);
        }
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static int millis(Duration limit) {
        return (int) Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE));
    }

    private static String reason(IOException e) {
        if (e instanceof java.net.UnknownHostException) {
            return "unknown host " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof EOFException) {
            return "connection closed";
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static void closeQuietly(Socket socket, @Nullable IOException first) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is gone already; what matters is the failure before it, if there was one.
            if (first != null) {
                first.addSuppressed(e);
            }
        }
    }
}
