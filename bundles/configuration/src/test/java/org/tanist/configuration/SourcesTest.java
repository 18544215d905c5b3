package org.tanist.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.configuration.runtime.Sources;

class SourcesTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void setUp() {
        file = home.resolve("tanist.conf");
    }

    @Test
    void withoutAnySourceEveryKeyHasItsDefault() throws Exception {
        Configuration configuration = Sources.of(home, Map.of()).load();
        assertThat(configuration.duration("tanist.election.timeout")).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.host()).isEqualTo("127.0.0.1");
        assertThat(configuration.port()).isEqualTo(3000);
        assertThat(configuration.name()).isEqualTo("127.0.0.1:3000");
        assertThat(configuration.peers()).isEmpty();
        assertThat(configuration.directory()).isEqualTo(home.resolve("data/3000"));
        assertThat(configuration.settings())
                .allMatch(setting -> setting.source().equals("default"));
    }

    @Test
    void laterSourcesWinOverEarlierOnes() throws Exception {
        write("tanist.election.timeout = 2s");
        assertThat(timeout(Map.of(), Map.of(), Map.of())).isEqualTo("2s file");
        Map<String, String> environment = Map.of("TANIST_ELECTION_TIMEOUT", "3s");
        assertThat(timeout(environment, Map.of(), Map.of())).isEqualTo("3s environment");
        Map<String, String> flags = Map.of("tanist.election.timeout", "4s");
        assertThat(timeout(environment, flags, Map.of())).isEqualTo("4s flag");
        assertThat(timeout(environment, flags, Map.of("tanist.election.timeout", "5s")))
                .isEqualTo("5s -D");
    }

    @Test
    void dashesAndDotsOfAKeyAreUnderscoresInTheEnvironment() throws Exception {
        Configuration configuration = load(Map.of("TANIST_ELECTION_EARLY_DETECTION", "false"), Map.of(), Map.of());
        assertThat(configuration.flag("tanist.election.early-detection")).isFalse();
    }

    @Test
    void variablesOfOthersAreIgnoredButMisspelledOnesAreNot() throws Exception {
        load(Map.of("TANIST_SERVICE_HOST", "10.0.0.1", "TANIST_HOME", "/x", "PATH", "/bin"), Map.of(), Map.of());
        assertThatThrownBy(() -> load(Map.of("TANIST_ELECTION_TIMOUT", "1s"), Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("environment variable TANIST_ELECTION_TIMOUT is no key of Tanist:"
                        + " did you mean TANIST_ELECTION_TIMEOUT?");
    }

    @Test
    void listsAreWrittenAsListsOrWithCommas() throws Exception {
        write("tanist.cluster.masters = [\"localhost:3000\", \"127.0.0.1:3001\"]");
        assertThat(load(Map.of(), Map.of(), Map.of()).peers()).containsExactly("localhost:3000", "127.0.0.1:3001");
        Map<String, String> overrides = Map.of("tanist.cluster.masters", "localhost:1, localhost:2");
        assertThat(Sources.of(home, overrides).load().peers()).containsExactly("localhost:1", "localhost:2");
    }

    @Test
    void unknownKeysAreRefusedWithTheNearestOne() throws Exception {
        write("tanist {\n  election {\n    timeot = 1s\n  }\n}");
        refused(
                "tanist.election.timeot (tanist.conf line 3) is no key of Tanist: did you mean tanist.election.timeout?");
        write("election.timeout = 1s");
        refused("election.timeout (tanist.conf line 1) is no key of Tanist: did you mean tanist.election.timeout?");
        write("tanist.zorp = 1");
        refused("tanist.zorp (tanist.conf line 1) is no key of Tanist: conf/tanist.conf lists all keys");
        write("tanist.disk = large");
        refused("tanist.disk (tanist.conf line 1) is a group of keys, not a value: set one of min-free, probe-interval,"
                + " probe-timeout in it");
    }

    @Test
    void valuesOfTheWrongShapeAreRefusedWithTheRightOne() throws Exception {
        write("tanist.election.timeout = soon");
        refused(
                "tanist.election.timeout = 'soon' (tanist.conf line 1) is not a duration: write a number and ns, us, ms, s,"
                        + " m, h or d, such as 10s");
        write("tanist.election.timeout = 5");
        refused(
                "tanist.election.timeout = '5' (tanist.conf line 1) is not a duration: write a number and ns, us, ms, s, m,"
                        + " h or d, such as 10s");
        write("tanist.ha.enable = perhaps");
        refused("tanist.ha.enable = 'perhaps' (tanist.conf line 1) is not true or false");
        write("tanist.http.port = http");
        refused("tanist.http.port = 'http' (tanist.conf line 1) is not a whole number");
        for (String root :
                List.of("mnt/tanist", "file:/mnt", "file://host/mnt", "FILE:///mnt", "nfs://host/x", "hdfs:///x")) {
            write("tanist.jarstore.rootpath = \"" + root + "\"");
            refused("tanist.jarstore.rootpath = '" + root + "' (tanist.conf line 1) is not an address such as"
                    + " file:///mnt/tanist or hdfs://host:port/directory (a directory on NFS is mounted first)");
        }
        write("tanist.log.level = loud");
        refused(
                "tanist.log.level = 'loud' (tanist.conf line 1) is not a level: write error, warn, info, debug or trace");
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheRange() throws Exception {
        write("tanist.election.timeout = 1ms");
        refused("tanist.election.timeout = 1ms (tanist.conf line 1) is out of range: choose a value from 100ms to 60s");
        write("tanist.http.port = 70000");
        refused("tanist.http.port = 70000 (tanist.conf line 1) is out of range: choose a value from 1 to 55535");
    }

    @Test
    void malformedFilesAreRefusedWithTheLineInOneLine() throws Exception {
        write("tanist {\n  election { timeout = 1s\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + " line 3 is malformed: ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void missingFilesAreRefused() {
        refused(file + " cannot be read: check that the file exists and may be read, or name another one with -conf");
    }

    @Test
    void keysOfPluginsAreFree() throws Exception {
        write("tanist.plugin.counter { file = \"/x\", password = geheim }");
        Configuration configuration = load(Map.of("TANIST_PLUGIN_COUNTER_EVERY", "2s"), Map.of(), Map.of());
        assertThat(configuration.section("tanist.plugin.counter"))
                .isEqualTo(Map.of("file", "/x", "password", "geheim", "every", "2s"));
        assertThat(configuration.settings())
                .filteredOn(setting -> setting.key().endsWith("password"))
                .extracting(Setting::value)
                .containsExactly("********");
    }

    @Test
    void theFingerprintIsOfWhatMustBeEqualEverywhere() throws Exception {
        String plain = Sources.of(home, Map.of()).load().fingerprint();
        assertThat(fingerprint("tanist.http.port", "3001")).isEqualTo(plain);
        assertThat(fingerprint("tanist.election.timeout", "1000ms")).isEqualTo(plain);
        assertThat(fingerprint("tanist.election.timeout", "2s")).isNotEqualTo(plain);
    }

    @Test
    void askingForAKeyThatDoesNotExistIsADefect() throws Exception {
        Configuration configuration = Sources.of(home, Map.of()).load();
        assertThatThrownBy(() -> configuration.text("tanist.zorp")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> configuration.number("tanist.election.timeout"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String fingerprint(String key, String value) throws ConfigurationException {
        return Sources.of(home, Map.of(key, value)).load().fingerprint();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    private Configuration load(
            Map<String, String> environment, Map<String, String> flags, Map<String, String> overrides)
            throws ConfigurationException {
        Optional<Path> present = Optional.of(file).filter(path -> environment.isEmpty() || Files.exists(path));
        return new Sources(home, present, environment, flags, overrides, "1").load();
    }

    private String timeout(Map<String, String> environment, Map<String, String> flags, Map<String, String> overrides)
            throws ConfigurationException {
        return load(environment, flags, overrides).settings().stream()
                .filter(setting -> setting.key().equals("tanist.election.timeout"))
                .map(setting -> setting.value() + " " + setting.source())
                .findFirst()
                .orElseThrow();
    }
}
