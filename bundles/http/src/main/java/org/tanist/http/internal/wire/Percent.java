package org.tanist.http.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/** Percent-encoding of paths and queries, strict: bytes that are no UTF-8 are refused, never replaced. */
public final class Percent {

    private Percent() {}

    /**
     * Decodes one path; a plus stays a plus, an encoded slash becomes one.
     *
     * @throws TanistException INVALID for a broken escape, a raw byte outside ASCII or bytes that are no UTF-8
     */
    public static String decodePath(String raw) {
        return decode(raw, false);
    }

    /**
     * Reads a query string; the last one of equal names counts.
     *
     * @throws TanistException INVALID as above
     */
    public static Map<String, String> parseQuery(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name, true), equals < 0 ? "" : decode(pair.substring(equals + 1), true));
            }
        }
        return parameters;
    }

    private static String decode(String raw, boolean plusIsSpace) {
        boolean plain = true;
        for (int i = 0; i < raw.length() && plain; i++) {
            char c = raw.charAt(i);
            plain = c != '%' && c < 0x80 && !(plusIsSpace && c == '+');
        }
        return plain ? raw : decodeSlowly(raw, plusIsSpace);
    }

    private static String decodeSlowly(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) * 16 + hex(raw.charAt(i + 2)) : -1;
                if (value < 0) {
                    throw invalid("'" + raw + "' has a broken percent escape: write % and two hexadecimal digits");
                }
                bytes.put((byte) value);
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                throw invalid("'" + raw + "' has a character outside ASCII: encode it as %XX of its UTF-8 bytes");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new TanistException(
                    ErrorCode.INVALID, "'" + raw + "' is not UTF-8 after percent decoding: encode it as UTF-8", e);
        }
    }

    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        return digit < 0 ? -1000 : digit;
    }

    private static TanistException invalid(String detail) {
        return new TanistException(ErrorCode.INVALID, detail);
    }
}
