package org.tanist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.configuration.ConfigurationException;

class DataDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void isMadeWithEverythingAboveItAndSaysWhoHasIt() throws Exception {
        Path path = parent.resolve("a b/c");
        assertThat(DataDirectory.holder(path)).isEmpty();
        DataDirectory directory = DataDirectory.open(path);
        assertThat(directory.path()).isEqualTo(path).isDirectory();
        assertThat(path.resolve("master.pid"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void directoriesOfEverybodyAreRefused() {
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/tmp")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "tanist.directory = '/tmp' is everybody's and may be wiped: name a directory of this master's own"
                                + " (-dir)");
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "no directory");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("tanist.directory = '" + file + "' cannot be written (")
                .hasMessageEndingWith("): make it writable for this user, or name another one (-dir)")
                .message()
                .doesNotContain("Exception");
    }
}
