package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Launch;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Tarball;
import org.tanist.testkit.FreePorts;

/** Wrong configurations and starts: exit code 2 and one line that says which, what and what to do. */
class BadInputTest {
    private static final Duration END = Duration.ofSeconds(120);

    private final Path folder = Tarball.fresh("bad");

    private Launch launch() {
        return Launch.of("bad", FreePorts.next(), folder.resolve("data"));
    }

    /** Starts a master that must refuse; its one line. */
    private String refused(Launch launch) {
        try (MasterProcess master = new MasterProcess(launch, Tarball.fresh("refused")).start()) {
            assertThat(master.exitCode(END)).as(master.output()).isEqualTo(2);
            List<String> lines =
                    master.output().lines().filter(l -> !l.isBlank()).toList();
            assertThat(lines).as("one line: " + master.output()).hasSize(1);
            assertThat(lines.get(0)).doesNotContain("Exception", "\tat ");
            return lines.get(0);
        }
    }

    private String refusedFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("tanist.conf"), content);
        return refused(launch().with("-conf", file.toString()));
    }

    @Test
    void malformedHoconNamesFileAndLine() throws IOException {
        assertThat(refusedFile("tanist {\n  election {\n    timeout = 1s\n"))
                .contains("tanist.conf")
                .containsPattern("\\b[1-4]\\b");
        assertThat(refusedFile("tanist {\n  election = = \"x\n}"))
                .contains("tanist.conf")
                .contains("2");
    }

    @Test
    void unknownKeyIsRefusedWithASuggestion() throws IOException {
        assertThat(refusedFile("tanist { election { timeuot = 1s } }"))
                .contains("tanist.election.timeuot")
                .contains("tanist.election.timeout");
        assertThat(refused(launch().with("-D", "tanist.election.timout=1s"))).contains("tanist.election.timeout");
        assertThat(refused(launch().with("-D", "election.timeout=1s"))).contains("tanist.election.timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tanist.election.timeout=fast",
                "tanist.election.timeout=-1s",
                "tanist.election.early-detection=perhaps",
                "tanist.election.priority=high",
                "tanist.disk.min-free=lots"
            })
    void wrongValueNamesItsKey(String setting) {
        assertThat(refused(launch().with("-D", setting)))
                .contains(setting.substring(0, setting.indexOf('=')))
                .contains(setting.substring(setting.indexOf('=') + 1));
    }

    @Test
    void wrongValueFromTheEnvironmentNamesItsKey() {
        assertThat(refused(launch().environment("TANIST_ELECTION_TIMEOUT", "soon")))
                .contains("soon");
    }

    @Test
    void unknownProviderIsNamedWithThoseThatExist() {
        assertThat(refused(launch().with("-D", "tanist.election.provider=paxos")))
                .contains("paxos")
                .contains("raft");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000})
    void portInUseIsNamed(int offset) throws IOException {
        Launch launch = launch();
        int port = launch.port() + offset;
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(refused(launch)).contains(Integer.toString(port));
        }
    }

    @Test
    void dataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "not a directory");
        assertThat(refused(launch().directory(file.resolve("data")))).contains("a-file");
        assumeTrue(Processes.root(), "SKIPPED: a read-only mount needs root");
        Path mount = Files.createDirectory(folder.resolve("read-only"));
        Processes.must("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", mount.toString());
        try {
            assertThat(refused(launch().directory(mount.resolve("data")))).contains("read-only");
        } finally {
            Processes.must("umount", mount.toString());
        }
    }

    @Test
    void dataDirectoryInUseIsRefused() {
        try (ClusterProcess cluster = ClusterProcess.of(1).up()) {
            Path taken = cluster.master(0).launch().directory();
            assertThat(refused(launch().directory(taken)))
                    .contains(taken.getFileName().toString());
            assertThat(cluster.master(0).active()).isTrue();
        }
    }

    @Test
    void dataDirectoryOfAnotherClusterIsRefused() {
        try (ClusterProcess cluster = ClusterProcess.of(1).up()) {
            MasterProcess master = cluster.master(0);
            assertThat(master.term()).isZero();
            String line = refused(master.launch().with("-D", "tanist.cluster.name=other"));
            assertThat(line).contains("other").contains("tanist.cluster.name");
            master.start();
            cluster.awaitAllUp();
        }
    }

    @Test
    void loopbackInAListOfSeveralHostsIsRefused() {
        Launch launch = launch();
        assertThat(refused(launch.peers(List.of(launch.address(), "10.231.1.2:3000", "10.231.1.3:3000"))))
                .contains("127.0.0.1");
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        for (String[] options : List.of(
                new String[] {"-prot", "3000"}, new String[] {"-D", "novalue"}, new String[] {"-port", "99999"})) {
            try (MasterProcess master = new MasterProcess(launch().with(options), Tarball.fresh("refused")).start()) {
                assertThat(master.exitCode(END)).as(master.output()).isEqualTo(2);
                assertThat(master.output()).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void startScriptSaysThatJavaIsMissing() {
        Launch launch = launch().environment("JAVA_HOME", "/nonexistent");
        assertThat(refused(launch)).contains("JAVA_HOME");
    }
}
