package org.tanist.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionsTest {
    @TempDir
    private Path folder;

    @Test
    void pausesAreCountedAndAddedUp() throws IOException {
        Path log = folder.resolve("gc.log");
        assertThat(Collections.read(log)).isEqualTo(Collections.NONE);
        Files.writeString(
                log,
                "[0.010s][info][gc] Using Serial\n"
                        + "[0.541s][info][gc] GC(0) Pause Young (Allocation Failure) 13M->3M(46M) 4.250ms\n"
                        + "[9.017s][info][gc] GC(1) Pause Full (Metadata GC Threshold) 30M->9M(46M) 20.500ms\n");
        Collections all = Collections.read(log);
        assertThat(all).isEqualTo(new Collections(2, 24.75, 30));
        assertThat(all.since(new Collections(1, 4.25, 13))).isEqualTo(new Collections(1, 20.5, 30));
    }
}
