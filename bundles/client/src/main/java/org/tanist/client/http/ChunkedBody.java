package org.tanist.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1); extensions and trailers are skipped. */
final class ChunkedBody extends InputStream {

    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the answer broke off");
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (ended) {
            return false;
        }
        if (!first) {
            Lines.read(in, LONGEST_LINE);
        }
        first = false;
        String line = Lines.read(in, LONGEST_LINE);
        int end = line.indexOf(';');
        try {
            left = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("bad chunk size: " + line, e);
        }
        if (left == 0) {
            ended = true;
            skipTrailers();
        }
        return left > 0;
    }

    private void skipTrailers() throws IOException {
        String line = Lines.read(in, LONGEST_LINE);
        while (!line.isEmpty()) {
            line = Lines.read(in, LONGEST_LINE);
        }
    }
}
