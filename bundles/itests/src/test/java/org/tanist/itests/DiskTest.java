package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Disk;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;

/** The disk under the active fills up or hangs, while its process and its network are well. Alone, because it is timed. */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskTest {
    /** Three times what is promised: the test tells right from wrong, docs/benchmarks.md how fast. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration SOON = Duration.ofSeconds(60);

    private Disk disk;
    private ClusterProcess cluster;

    @BeforeAll
    void start() {
        assumeTrue(Processes.root(), "SKIPPED: a file system of one's own needs root");
        disk = Disk.ofMegabytes(192);
        cluster = ClusterProcess.shaped(
                3,
                launch -> launch.name().equals("m0")
                        ? launch.with("-D", "tanist.disk.min-free=16MB")
                                .directory(disk.path().resolve("data"))
                        : launch.with("-D", "tanist.disk.min-free=16MB"));
        cluster.up();
    }

    @AfterAll
    void stop() {
        if (disk != null) {
            disk.resume();
            cluster.close();
            disk.close();
        }
    }

    @Test
    void activeWhoseDiskFillsUpStepsDownAndComesBackWhenThereIsSpace() throws IOException {
        MasterProcess sick = cluster.master(0);
        cluster.transferTo(sick);
        try (Writer writer = Writer.on(cluster.masters(), "full")) {
            writer.awaitMore(30);
            disk.fill();
            cluster.awaitActiveOtherThan(sick, LIMIT);
            assertThat(sick.active()).isFalse();
            writer.awaitMore(30);
            disk.empty();
            recovers(sick);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void activeWhoseDiskHangsStepsDownAndComesBackWhenItAnswers() throws IOException {
        MasterProcess sick = cluster.master(0);
        cluster.transferTo(sick);
        try (Writer writer = Writer.on(cluster.masters(), "hang")) {
            writer.awaitMore(30);
            disk.hang();
            try {
                cluster.awaitActiveOtherThan(sick, LIMIT);
                assertThat(sick.active()).isFalse();
                writer.awaitMore(30);
            } finally {
                disk.resume();
            }
            recovers(sick);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    /** By itself, or with one restart if it had to halt. */
    private void recovers(MasterProcess sick) throws IOException {
        Eventually.until(sick.name() + " takes part again", SOON, () -> {
            if (!sick.alive()) {
                sick.start();
            }
            return sick.role().equals("standby");
        });
        cluster.awaitAllUp();
        cluster.transferTo(sick);
    }
}
