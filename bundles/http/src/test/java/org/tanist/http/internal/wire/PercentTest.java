package org.tanist.http.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.cluster.TanistException;

/** Decoding of paths and queries. */
class PercentTest {

    @Test
    void pathsAreDecodedAsUtf8AndAPlusStaysAPlus() {
        assertThat(Percent.decodePath("a%2Fb/%C3%A4+%20;x")).isEqualTo("a/b/ä+ ;x");
        assertThat(Percent.decodePath("plain/key")).isEqualTo("plain/key");
    }

    @Test
    void queriesAreDecodedAndTheLastOfEqualNamesCounts() {
        assertThat(Percent.parseQuery("a=1+2&b&c=%26&a=3"))
                .containsEntry("a", "3")
                .containsEntry("b", "")
                .containsEntry("c", "&");
        assertThat(Percent.parseQuery(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%", "%ff", "%C3", "%-1", "ä"})
    void whatIsNoUtf8IsRefused(String raw) {
        assertThatThrownBy(() -> Percent.decodePath(raw)).isInstanceOf(TanistException.class);
    }
}
