package org.tanist.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void commandsGoTheWholeWayToTheirPage() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(Rehearsal.run(out)).startsWith(0, 0, 0, 0).contains(3);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("Cluster stage: healthy")
                .contains("NAME");
    }
}
