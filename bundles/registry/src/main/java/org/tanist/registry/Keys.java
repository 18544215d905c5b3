package org.tanist.registry;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Which keys are allowed: such that a key is the same in a URL, in a shell, in a log line and in the journal. */
final class Keys {
    /** Longest key, in bytes of UTF-8. */
    static final int MAX_BYTES = 512;

    private Keys() {}

    /** One line that says what is wrong with a key; empty if it is allowed. */
    static Optional<String> fault(String key) {
        if (key.isEmpty()) {
            return Optional.of("the key is empty: write it after /registry/");
        }
        // A char is at most three bytes, so almost every key is known to be short enough without encoding it.
        if (key.length() > MAX_BYTES / 3 && encodedLength(key) > MAX_BYTES) {
            return Optional.of("the key is longer than " + MAX_BYTES + " bytes of UTF-8: use a shorter one");
        }
        if (has(key, Character::isISOControl)) {
            return Optional.of("the key has a control character: use printable ones");
        }
        if (hasLoneSurrogate(key)) {
            return Optional.of("the key is not valid Unicode: it has half of a surrogate pair");
        }
        if (key.indexOf('/') < 0) {
            return isDots(key) ? Optional.of("the key must not be '.' or '..'") : Optional.empty();
        }
        return segmentFault(key);
    }

    private static Optional<String> segmentFault(String key) {
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty()) {
                return Optional.of("key '" + key + "' starts or ends with '/', or has '//': remove the extra slash");
            }
            if (isDots(segment)) {
                return Optional.of("key '" + key + "' has a segment '.' or '..': name it otherwise");
            }
        }
        return Optional.empty();
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static int encodedLength(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A loop, because streams cost each write several times as much. */
    private static boolean has(String key, IntPredicate kind) {
        for (int i = 0; i < key.length(); i++) {
            if (kind.test(key.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLoneSurrogate(String key) {
        if (!has(key, c -> Character.isSurrogate((char) c))) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }
}
