package org.tanist.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.configuration.runtime.Sources;

/** {@code conf/tanist.conf} is the manual of all keys: with its settings uncommented it says exactly what the table says. */
class DocumentedKeysTest {
    private static final Path SHIPPED = Path.of("../../distribution/src/conf/tanist.conf");
    private static final Pattern SETTING = Pattern.compile("# ([a-z.-]+ = .*)");

    @TempDir
    private Path home;

    @Test
    void theShippedFileChangesNothing() throws Exception {
        assertThat(load(SHIPPED).settings())
                .allMatch(setting -> setting.source().equals("default"));
    }

    @Test
    void theShippedFileNamesEveryKeyWithItsDefaultAndSentence() throws Exception {
        List<String> lines = Files.readAllLines(SHIPPED);
        Path uncommented = home.resolve("all.conf");
        Files.write(
                uncommented,
                lines.stream()
                        .map(line -> SETTING.matcher(line).replaceFirst("$1"))
                        .toList());
        List<Setting> documented = load(uncommented).settings();
        assertThat(documented)
                .filteredOn(setting -> !setting.source().equals("file"))
                .as("keys that the file does not name")
                .isEmpty();
        List<String> defaults = Sources.of(home, Map.of()).load().settings().stream()
                .map(Setting::value)
                .toList();
        assertThat(documented).extracting(Setting::value).isEqualTo(defaults);
        String text = String.join("\n", lines);
        assertThat(documented)
                .extracting(Setting::description)
                .allSatisfy(sentence -> assertThat(text).contains(sentence));
    }

    @Test
    void everyKeyThatIsReadExists() throws Exception {
        Configuration all = Sources.of(home, Map.of()).load();
        List<String> keys = all.settings().stream().map(Setting::key).toList();
        Pattern read = Pattern.compile("\\.(?:text|duration|bytes|number|flag|texts)\\(\\s*\"(tanist\\.[a-z.-]+)\"");
        for (Path source : sources()) {
            assertThat(read.matcher(Files.readString(source)).results().map(result -> result.group(1)))
                    .as("keys read by " + source)
                    .isSubsetOf(keys);
        }
    }

    private static List<Path> sources() throws Exception {
        Path root = Path.of("../..");
        try (Stream<Path> paths = Files.walk(root, 12)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/main/java/"))
                    .toList();
        }
    }

    private Configuration load(Path file) throws ConfigurationException {
        return new Sources(home, Optional.of(file), Map.of(), Map.of(), Map.of(), "1").load();
    }
}
