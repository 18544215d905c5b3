package org.tanist.http.internal.forward;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tanist.http.internal.wire.Header;

/** Reads one HTTP/1.1 response after another as their bytes arrive (RFC 9112). Not thread-safe. */
final class ReplyParser {
    private static final int MOST_HEAD = 64 * 1024;
    private static final int MOST_BODY = 64 * 1024 * 1024;

    private enum State {
        LINE,
        FIXED,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE,
        COMPLETE
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private State state = State.LINE;
    private int headBytes;
    private int status = -1;
    private List<Header> headers = new ArrayList<>();
    private byte[] fixed = new byte[0];
    private int filled;
    private int left;
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream(0);
    private boolean head;
    private boolean keepAlive = true;

    /** Makes ready for the next reply. */
    void begin(boolean toHead) {
        head = toHead;
        state = State.LINE;
        headBytes = 0;
        status = -1;
        headers = new ArrayList<>();
        filled = 0;
        keepAlive = true;
        chunks.reset();
        line.reset();
    }

    /** Whether anything of the reply has come. */
    boolean begun() {
        return headBytes > 0;
    }

    /** Whether the connection can be used again. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** Takes bytes; the reply once it is complete, else null. */
    @Nullable
    PeerReply feed(ByteBuffer in) throws IOException {
        while (state != State.COMPLETE && in.hasRemaining()) {
            switch (state) {
                case LINE, CHUNK_SIZE, CHUNK_END, TRAILER -> {
                    String text = readLine(in);
                    if (text != null) {
                        takeLine(text);
                    }
                }
                case FIXED -> takeFixed(in);
                case CHUNK -> takeChunk(in);
                case UNTIL_CLOSE -> {
                    left = Math.min(in.remaining(), MOST_BODY - chunks.size());
                    takeChunk(in);
                }
                case COMPLETE -> throw new IllegalStateException("read past the end of a reply");
            }
        }
        return state == State.COMPLETE ? reply() : null;
    }

    /** The other side has closed; the reply if that is its end, else null. */
    @Nullable
    PeerReply end() {
        return state == State.UNTIL_CLOSE ? reply() : null;
    }

    private PeerReply reply() {
        return new PeerReply(status, headers, chunks.size() > 0 ? chunks.toByteArray() : fixed);
    }

    private @Nullable String readLine(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            byte b = in.get();
            headBytes++;
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                line.reset();
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
            if (headBytes > MOST_HEAD && state != State.CHUNK_SIZE && state != State.CHUNK_END) {
                throw new IOException("the head of the reply is larger than " + MOST_HEAD + " bytes");
            }
        }
        return null;
    }

    private void takeLine(String text) throws IOException {
        switch (state) {
            case LINE -> takeHeadLine(text);
            case CHUNK_SIZE -> takeChunkSize(text);
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILER -> state = text.isEmpty() ? State.COMPLETE : State.TRAILER;
            case FIXED, CHUNK, UNTIL_CLOSE, COMPLETE -> throw new IllegalStateException("no line is due in " + state);
        }
    }

    private void takeHeadLine(String text) throws IOException {
        if (status < 0) {
            if (!text.startsWith("HTTP/1.") || text.length() < 12) {
                throw new IOException("the reply is not HTTP/1: '" + text + "'");
            }
            status = number(text.substring(9, 12), 10);
            keepAlive = text.startsWith("HTTP/1.1");
        } else if (!text.isEmpty()) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new IOException("the reply has a broken header: '" + text + "'");
            }
            headers.add(new Header(
                    text.substring(0, colon), text.substring(colon + 1).trim()));
        } else if (status < 200) {
            status = -1;
            headers = new ArrayList<>();
        } else {
            startBody();
        }
    }

    private void startBody() throws IOException {
        String length = null;
        boolean chunked = false;
        for (Header header : headers) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = header.value();
                case "transfer-encoding" -> chunked = header.value().equalsIgnoreCase("chunked");
                case "connection" -> keepAlive &= !header.value().equalsIgnoreCase("close");
                default -> {}
            }
        }
        fixed = new byte[0];
        if (head || status == 204 || status == 304) {
            state = State.COMPLETE;
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (length != null) {
            fixed = new byte[bounded(number(length, 10))];
            state = fixed.length == 0 ? State.COMPLETE : State.FIXED;
        } else {
            keepAlive = false;
            state = State.UNTIL_CLOSE;
        }
    }

    private void takeChunkSize(String text) throws IOException {
        int semicolon = text.indexOf(';');
        left = number((semicolon < 0 ? text : text.substring(0, semicolon)).trim(), 16);
        bounded(chunks.size() + (long) left);
        state = left == 0 ? State.TRAILER : State.CHUNK;
    }

    private void takeFixed(ByteBuffer in) {
        int count = Math.min(in.remaining(), fixed.length - filled);
        in.get(fixed, filled, count);
        filled += count;
        if (filled == fixed.length) {
            state = State.COMPLETE;
        }
    }

    private void takeChunk(ByteBuffer in) throws IOException {
        int count = Math.min(in.remaining(), left);
        if (count == 0) {
            throw new IOException("the reply is larger than " + MOST_BODY + " bytes");
        }
        byte[] part = new byte[count];
        in.get(part);
        chunks.write(part, 0, count);
        left -= count;
        if (left == 0 && state == State.CHUNK) {
            state = State.CHUNK_END;
        }
    }

    private static int bounded(long length) throws IOException {
        if (length < 0 || length > MOST_BODY) {
            throw new IOException("the reply has " + length + " bytes; at most " + MOST_BODY + " are taken");
        }
        return (int) length;
    }

    private static int number(String text, int radix) throws IOException {
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the reply has '" + text + "' where a number is due", e);
        }
    }
}
