package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;

/** What an administrator finds in the tarball beside the programs. */
class InstallTest {
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @Test
    void systemdTakesTheUnitAsItIs() throws IOException {
        assumeTrue(Files.isExecutable(ANALYZE), "SKIPPED: no systemd-analyze on this machine");
        String unit = Files.readString(Tarball.home().resolve("systemd/tanist-master.service"));
        assertThat(unit).contains("\nExecStart=/opt/tanist/bin/master\n");
        // As if it were unpacked to /opt/tanist: systemd looks whether the program is there.
        Path program = Path.of("/bin/true");
        Path copy = Tarball.fresh("unit").resolve("tanist-master.service");
        Files.writeString(copy, unit.replace("/opt/tanist/bin/master", program.toString()));
        Processes.Result checked = Processes.run(
                Duration.ofSeconds(60), Map.of(), List.of(ANALYZE.toString(), "verify", "--man=no", copy.toString()));
        assertThat(checked.exit()).as(checked.all()).isZero();
        assertThat(checked.all()).as("warnings").doesNotContain("tanist-master.service");
    }
}
