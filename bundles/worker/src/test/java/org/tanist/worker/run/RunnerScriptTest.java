package org.tanist.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.worker.harness.Waits.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.files.WorkerDirectory;
import org.tanist.worker.process.ProcessTable;
import org.tanist.worker.process.Signals;

/** What leads a run's process group, with a shell instead of a JVM: it runs its last argument. */
class RunnerScriptTest {
    private static final long LOG_BYTES = 64 * 1024;
    private static final long SOON = Long.MAX_VALUE / 2;

    @TempDir
    private Path temporary;

    private Launcher launcher;
    private long incarnation;

    @BeforeEach
    void make() throws Exception {
        Path shell = temporary.resolve("fake java");
        Files.writeString(shell, "#!/bin/sh\nfor last do :; done\neval \"$last\"\n");
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        WorkerDirectory directory = WorkerDirectory.open(temporary.resolve("w d"));
        launcher = new Launcher(directory, shell.toString(), () -> "m:1", LOG_BYTES);
    }

    private record Started(Process process, RunDirectory files) {
        int code() throws Exception {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return files.exitCode().orElse(-1);
        }
    }

    private Started start(String script, long deadline) throws Exception {
        Incarnation run = new Incarnation("a", 0, ++incarnation);
        RunDirectory files = launcher.directory().run(run);
        assertThat(files.create("{}")).isTrue();
        Assignment assignment = new Assignment(run, "j", List.of(script), List.of(), Map.of(), 0);
        return new Started(launcher.launch(assignment, files, deadline), files);
    }

    @Test
    void theExitCodeAndTheOutputAreWrittenDown() throws Exception {
        Started run = start("echo out; echo err >&2; pwd; exit 7", SOON);
        assertThat(run.code()).isEqualTo(7);
        assertThat(Files.readAllLines(run.files.output()))
                .containsExactly("out", "err", run.files.work().toString());
    }

    @Test
    void aSignalToTheGroupReachesTheProgramAndItsCodeIsSeen() throws Exception {
        Started gentle = start("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done", SOON);
        until("ready", () -> Files.exists(gentle.files.output()) && Files.size(gentle.files.output()) > 0);
        Signals.group("TERM", gentle.process.pid());
        assertThat(gentle.code()).isEqualTo(9);
        Started plain = start("exec sleep 1000", SOON);
        until("started", () -> plain.files.child().isPresent());
        Signals.group("TERM", plain.process.pid());
        assertThat(plain.code()).isEqualTo(143);
    }

    @Test
    void aFloodFillsTwoFilesAndBlocksNobody() throws Exception {
        Started run = start("yes | head -c 3000000; exit 4", SOON);
        assertThat(run.code()).isEqualTo(4);
        try (Stream<Path> files = Files.list(run.files.path())) {
            long bytes = files.filter(file -> file.getFileName().toString().startsWith("output"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isBetween(1L, 2 * LOG_BYTES);
        }
    }

    @Test
    void whatTheProgramLeavesBehindEndsWithIt() throws Exception {
        Started run = start("(trap '' TERM; exec sleep 1000) & echo $! > child.pid; exit 0", SOON);
        assertThat(run.code()).isZero();
        long left = Long.parseLong(
                Files.readString(run.files.work().resolve("child.pid")).strip());
        until(
                "it ends",
                () -> ProcessTable.find(left).filter(ProcessTable.Row::running).isEmpty());
    }

    @Test
    void afterItsDeadlineNothingBegins() throws Exception {
        Started run = start("echo began", 1);
        assertThat(run.code()).isEqualTo(143);
        assertThat(run.files.output()).doesNotExist();
        assertThat(run.files.reason().orElseThrow()).contains("the lease was over");
    }

    @Test
    void whatWasGivenUpBeforeItBeganDoesNotBegin() throws Exception {
        Incarnation run = new Incarnation("a", 0, 99);
        RunDirectory files = launcher.directory().run(run);
        files.create("{}");
        assertThat(files.claim()).isTrue();
        Assignment assignment = new Assignment(run, "j", List.of("echo began"), List.of(), Map.of(), 0);
        Process process = launcher.launch(assignment, files, SOON);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(files.runner()).isEmpty();
        assertThat(files.output()).doesNotExist();
    }
}
