package org.tanist.worker.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static Options parse(String... words) throws OptionException {
        return Options.parse(List.of(words), Map.of(), Path.of("/opt/ta nist"));
    }

    @Test
    void whatIsNotGivenHasDefaults() throws Exception {
        Options options = parse("-masters", "node1:3000,node2:3001");
        assertThat(options.mastersText()).isEqualTo("node1:3000,node2:3001");
        assertThat(options.directory()).isEqualTo(Path.of("/opt/ta nist/data/worker"));
        assertThat(options.name()).isEmpty();
        assertThat(options.host()).isEmpty();
        assertThat(options.port()).isZero();
        assertThat(options.slots()).isEmpty();
        assertThat(options.memoryMb()).isEmpty();
        assertThat(options.keep()).isFalse();
    }

    @Test
    void everyOptionIsTaken() throws Exception {
        Options options = parse(
                "-masters",
                "a:1",
                "-dir",
                "/x/../y",
                "-name",
                "w.1",
                "-slots",
                "5",
                "-memory",
                "2GB",
                "-ip",
                "h",
                "-port",
                "0",
                "-cache",
                "10MB",
                "-log",
                "64kB",
                "-keep");
        assertThat(options.directory()).isEqualTo(Path.of("/y"));
        assertThat(options.name()).contains("w.1");
        assertThat(options.slots()).contains(5);
        assertThat(options.memoryMb()).contains(2048);
        assertThat(options.cacheBytes()).isEqualTo(10L << 20);
        assertThat(options.logBytes()).isEqualTo(64L << 10);
        assertThat(options.keep()).isTrue();
    }

    @Test
    void mastersMayComeFromTheEnvironment() throws Exception {
        Options options = Options.parse(List.of(), Map.of("TANIST_MASTERS", "m:7"), Path.of("/"));
        assertThat(options.mastersText()).isEqualTo("m:7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -slots 0      | -slots 0 is out of range: use 1 to
            -slots x      | -slots x is out of range
            -port 65536   | -port 65536 is out of range
            -name Upper   | -name 'Upper' is no name
            -name .dot    | -name '.dot' is no name
            -memory much  | -memory much is no size
            -memory 0MB   | -memory 0MB is out of range
            -memory 1kB   | -memory 1kB is out of range
            -log -1       | -log -1 is no size
            -slots        | -slots lacks its value
            -frob 1       | '-frob' is no option of worker
            stray         | 'stray' is no option of worker
            """)
    void whatIsWrongIsSaidInOneLine(String words, String message) {
        String[] all = ("-masters a:1 " + words).split(" ");
        assertThatThrownBy(() -> parse(all))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void withoutMastersItSaysHowToNameThem() {
        assertThatThrownBy(() -> parse()).hasMessageContaining("write -masters host:port");
        assertThatThrownBy(() -> parse("-masters", "a:x")).hasMessageContaining("-masters: 'a:x'");
    }
}
