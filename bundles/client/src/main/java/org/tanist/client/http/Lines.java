package org.tanist.client.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines from a stream of bytes without reading beyond them. */
public final class Lines {

    private Lines() {}

    /**
     * The next line without its end (LF or CR LF).
     *
     * @throws EOFException if the stream ends before the line does
     * @throws IOException if the line is longer than allowed
     */
    public static String read(InputStream in, int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("connection closed");
            }
            if (line.size() >= longest) {
                throw new IOException("a line is longer than " + longest + " bytes");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
