package org.tanist.master.internal.jarstore;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * The hash of a jar's content.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
record JarId(String hex) implements Comparable<JarId> {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Whether a text is 64 hexadecimal digits. */
    static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    /**
     * Reads {@code sha256:…}.
     *
     * @throws TanistException {@code INVALID}
     */
    static JarId parse(String text) {
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        if (!isHex(hex)) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    "'" + text + "' is no jar id: it is " + PREFIX + " and 64 hexadecimal digits in lower case");
        }
        return new JarId(hex);
    }

    /** What has been digested. */
    static JarId of(MessageDigest digest) {
        return new JarId(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public int compareTo(JarId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
