package org.tanist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.configuration.ConfigurationException;

class ArgumentsTest {

    @Test
    void flagsAreKeysOfTheConfiguration() throws Exception {
        Arguments arguments =
                parse("-ip", "localhost", "-port", "3001", "-peers", "a:1,b:2", "-dir", "/d x", "-name", "m");
        assertThat(arguments.flags())
                .isEqualTo(Map.of(
                        "tanist.hostname", "localhost",
                        "tanist.http.port", "3001",
                        "tanist.cluster.masters", "a:1,b:2",
                        "tanist.directory", "/d x",
                        "tanist.name", "m"));
        assertThat(arguments.request()).isEqualTo(Arguments.Request.RUN);
    }

    @Test
    void anyKeyIsGivenInOneWordOrTwo() throws Exception {
        assertThat(parse("-D", "a.b=c=d", "-De.f=").overrides()).isEqualTo(Map.of("a.b", "c=d", "e.f", ""));
    }

    @Test
    void mistakesAreNamedWithWhatToDo() {
        refused("'-prot' is no option of master: master --help lists them", "-prot", "1");
        refused("-port lacks its value: master --help shows what to write", "-port");
        refused("-D tanist.name has no value: write -D key=value", "-D", "tanist.name");
    }

    @Test
    void everyOptionIsInTheUsage() {
        assertThat(Arguments.USAGE)
                .contains("-ip", "-port", "-peers", "-dir", "-name", "-conf", "-D", "-daemon", "-stop");
    }

    private static Arguments parse(String... arguments) throws ConfigurationException {
        return Arguments.parse(List.of(arguments));
    }

    private static void refused(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
