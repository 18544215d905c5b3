package org.tanist.cli.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of an HTTP/1.1 answer as its bytes come in; keeps its status, and nothing else. */
final class AnswerReader {

    private static final int UNKNOWN = -1;
    private static final int CHUNKED = -2;
    private static final int MORE = -3;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    private int bodyStart = UNKNOWN;
    private int bodyLength = UNKNOWN;
    private int status;

    /** Where bytes are read to. */
    ByteBuffer buffer() {
        return bytes;
    }

    /** The status of an answer that is complete, and then forgets it; -1 while it is not. */
    int complete() throws IOException {
        if (bodyStart == UNKNOWN && !head()) {
            return UNKNOWN;
        }
        int end = bodyLength == CHUNKED ? chunkedEnd() : bodyStart + bodyLength;
        if (end == MORE || bytes.position() < end) {
            return UNKNOWN;
        }
        if (bytes.position() > end) {
            throw new IOException("more came than was asked for");
        }
        int done = status;
        bytes.clear();
        bodyStart = UNKNOWN;
        return done;
    }

    private boolean head() throws IOException {
        byte[] array = bytes.array();
        int limit = bytes.position();
        for (int i = 3; i < limit; i++) {
            if (array[i] == '\n' && array[i - 1] == '\r' && array[i - 2] == '\n' && array[i - 3] == '\r') {
                parse(new String(array, 0, i + 1, StandardCharsets.ISO_8859_1));
                bodyStart = i + 1;
                return true;
            }
        }
        return false;
    }

    private void parse(String head) throws IOException {
        if (head.length() < 12 || !head.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an HTTP answer");
        }
        status = Integer.parseInt(head, 9, 12, 10);
        String length = header(head, "\ncontent-length:");
        if (length != null) {
            bodyLength = Integer.parseInt(length);
        } else if (header(head, "\ntransfer-encoding:") != null) {
            bodyLength = CHUNKED;
        } else {
            bodyLength = 0;
        }
    }

    private static @org.jspecify.annotations.Nullable String header(String head, String name) {
        for (int at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
            if (head.regionMatches(true, at, name, 0, name.length())) {
                return head.substring(at + name.length(), head.indexOf('\r', at + 1))
                        .strip();
            }
        }
        return null;
    }

    /** Where a chunked body ends, {@link #MORE} if that has not come yet. */
    private int chunkedEnd() throws IOException {
        byte[] array = bytes.array();
        int at = bodyStart;
        while (at < bytes.position()) {
            int line = at;
            while (line < bytes.position() && array[line] != '\n') {
                line++;
            }
            if (line == bytes.position()) {
                return MORE;
            }
            String size = new String(array, at, line - at, StandardCharsets.ISO_8859_1).strip();
            int length = Integer.parseInt(size, 16);
            at = line + 1 + length + 2;
            if (length == 0) {
                return at;
            }
        }
        return MORE;
    }
}
