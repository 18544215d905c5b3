package org.tanist.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsAndWritesBackTheSame() throws IOException {
        String text = "{\"a\":[1,2.5,true,null,\"ü\"],\"b\":{\"c\":\"d\"}}";
        Json json = parse(text);
        assertThat(json).hasToString(text);
        assertThat(json.member("b").text("c")).isEqualTo("d");
        assertThat(json.member("missing").number("x")).isZero();
        assertThat(json.textOrNull("missing")).isNull();
        assertThat(json.decimalIfAny("missing")).isEmpty();
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> parse("{\"a\":")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> parse("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> parse("[".repeat(500))).isInstanceOf(IOException.class);
    }

    private static Json parse(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
