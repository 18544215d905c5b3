package org.tanist.cli.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cli.Ran;

class FormattingTest {

    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    Path data;

    @Test
    void wipesAStoppedMasterOnceTheNameIsGiven() throws Exception {
        prepare();
        assertThat(Ran.tanist("ha", "format", "--dir", data.toString(), "--dry-run", "--masters", NOBODY)
                        .exitCode())
                .isZero();
        assertThat(format("other").exitCode()).isEqualTo(4);
        assertThat(data.resolve("identity.json")).exists();
        assertThat(format("orders").exitCode()).isZero();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void refusesADirectoryThatARunningMasterHolds() throws Exception {
        prepare();
        try (FileChannel channel = FileChannel.open(data.resolve("master.pid"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(format("orders").exitCode()).isEqualTo(4);
        }
        assertThat(data.resolve("identity.json")).exists();
    }

    @Test
    void refusesADirectoryOfSomethingElse() throws Exception {
        Files.writeString(data.resolve("letter.txt"), "dear");
        assertThat(format("tanist").exitCode()).isEqualTo(4);
        assertThat(data.resolve("letter.txt")).exists();
        assertThat(Ran.tanist("ha", "format", "--masters", NOBODY).exitCode()).isEqualTo(2);
    }

    private void prepare() throws Exception {
        Files.writeString(data.resolve("identity.json"), "{\"clusterName\":\"orders\"}");
        Files.writeString(data.resolve("master.pid"), "1\n");
        Files.createDirectories(data.resolve("raft/current"));
        Files.writeString(data.resolve("raft/current/log"), "x");
    }

    private Ran format(String name) {
        return Ran.tanist("ha", "format", "--dir", data.toString(), "--yes", name, "--masters", NOBODY);
    }
}
