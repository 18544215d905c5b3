package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b/c", "...", "a/.../b", " ", "a b", "%2F", "ü", "鍵/值", "🙂", "a=b&c?#", "\\", ".a", "-"})
    void printableKeysAreAllowed(String key) {
        assertThat(Keys.fault(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "a/.", "a/../b", "./a", "a\nb", "\u0000", "a\u007f", "\u0085"
            })
    void keysThatAPathOrATerminalWouldMangleAreRefused(String key) {
        assertThat(Keys.fault(key)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "鍵", "🙂"})
    void lengthIsCountedInBytesOfUtf8(String letter) {
        int size = letter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        String longest = letter.repeat(Keys.MAX_BYTES / size) + "x".repeat(Keys.MAX_BYTES % size);

        assertThat(Keys.fault(longest)).isEmpty();
        assertThat(Keys.fault(longest + "x")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD83D, 0xDE42})
    void halfASurrogatePairIsRefused(int half) {
        assertThat(Keys.fault("a" + (char) half + "b")).isPresent();
    }
}
