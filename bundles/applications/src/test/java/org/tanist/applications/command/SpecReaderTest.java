package org.tanist.applications.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.applications.Bodies;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Restart;
import org.tanist.applications.state.Spec;

final class SpecReaderTest {
    private static Spec read(String body) throws InvalidException {
        return SpecReader.read(body.replace("JAR", Bodies.JAR).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws InvalidException {
        Spec spec = read("{\"name\":\"a\",\"jar\":\"JAR\"}");
        assertThat(spec.instances()).isOne();
        assertThat(spec.restart()).isEqualTo(Restart.ALWAYS);
        assertThat(spec.memoryMb()).isEqualTo(256);
        assertThat(spec.args()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0", "web-1", "a.b_c", "x23456789012345678901234567890123456789012345678901234567890123"})
    void namesThatAreAllowed(String name) throws InvalidException {
        assertThat(read("{\"name\":\"" + name + "\",\"jar\":\"JAR\"}").name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the body is empty",
                "[] | the body must be a JSON object",
                "{ | this is not JSON",
                "{} {} | this is not JSON",
                "{\"jar\":\"JAR\"} | field 'name' is missing",
                "{\"name\":7,\"jar\":\"JAR\"} | field 'name' must be a text",
                "{\"name\":\"A\",\"jar\":\"JAR\"} | 'A' cannot be the name",
                "{\"name\":\"a/b\",\"jar\":\"JAR\"} | cannot be the name",
                "{\"name\":\"..\",\"jar\":\"JAR\"} | cannot be the name",
                "{\"name\":\"a\"} | field 'jar' is missing",
                "{\"name\":\"a\",\"jar\":\"x.jar\"} | field 'jar' is no jar id: put the jar first",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"replicas\":2} | field 'replicas' is unknown: use args, env, instances",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"name\":\"b\"} | this is not JSON",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"instances\":0} | field 'instances' is 0: use 1 to 1000",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"instances\":1.5} | field 'instances' must be a whole number",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"instances\":\"2\"} | field 'instances' must be a whole number",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"memoryMb\":8} | field 'memoryMb' is 8: use 16 to 1048576",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"restart\":\"yes\"} | use always, on-failure or never",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"args\":\"x\"} | field 'args' must be an array",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"args\":[1]} | field 'args' must be an array of texts",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"args\":[\"\\u0000\"]} | NUL",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"jvmArgs\":[\"Main\"]} | field 'jvmArgs' has 'Main'",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"jvmArgs\":[\"-cp\"]} | field 'jvmArgs' has '-cp'",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"env\":{\"A-B\":\"\"}} | field 'env' has the name 'A-B'",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"env\":{\"TANIST_X\":\"\"}} | are set by the worker",
                "{\"name\":\"a\",\"jar\":\"JAR\",\"env\":{\"A\":1}} | field 'env.A' must be a text"
            })
    void whatIsWrongIsSaid(String body, String expected) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(expected);
    }
}
