package org.tanist.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.configuration.runtime.Sources;
import org.tanist.configuration.runtime.WatchedConfiguration;

class WatchedConfigurationTest {
    @TempDir
    private Path home;

    private Path file;
    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Configuration> changes = new LinkedBlockingQueue<>();
    private WatchedConfiguration live;

    @BeforeEach
    void open() throws Exception {
        file = home.resolve("tanist.conf");
        write("tanist.disk.min-free = 1MB");
        Sources sources = new Sources(home, Optional.of(file), Map.of(), Map.of(), Map.of(), "1");
        live = WatchedConfiguration.open(sources, Duration.ofMillis(5), reports::add);
        live.onChange(changes::add);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void liveKeysTakeEffect() throws Exception {
        write("tanist.disk.min-free = 2MB");
        assertThat(next(changes).bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
        assertThat(live.current().bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
        assertThat(next(reports)).isEqualTo("changed configuration is in force for tanist.disk.min-free");
    }

    @Test
    void keysThatNeedARestartKeepTheirValueAndAreNamed() throws Exception {
        write("tanist { disk.min-free = 2MB, election.timeout = 9s }");
        assertThat(next(reports))
                .isEqualTo("changed configuration needs a restart of this master for tanist.election.timeout");
        assertThat(next(changes).duration("tanist.election.timeout")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBrokenFileIsReportedOnceAndIgnoredUntilItIsMended() throws Exception {
        write("tanist.disk.min-fre = 2MB");
        assertThat(next(reports)).startsWith("changed configuration is ignored: tanist.disk.min-fre ");
        assertThat(live.current().bytes("tanist.disk.min-free")).isEqualTo(1_000_000);
        write("tanist.disk.min-free = 3MB");
        assertThat(next(changes).bytes("tanist.disk.min-free")).isEqualTo(3_000_000);
        assertThat(next(reports)).isEqualTo("changed configuration is in force for tanist.disk.min-free");
        assertThat(reports).isEmpty();
    }

    @Test
    void onesDefectDoesNotKeepAChangeFromTheOthers() throws Exception {
        BlockingQueue<Configuration> later = new LinkedBlockingQueue<>();
        live.onChange(configuration -> {
            throw new IllegalStateException("a defect");
        });
        live.onChange(later::add);
        write("tanist.disk.min-free = 2MB");
        assertThat(next(later).bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
    }

    @Test
    void aClosedSubscriptionIsNotCalled() throws Exception {
        BlockingQueue<Configuration> closed = new LinkedBlockingQueue<>();
        live.onChange(closed::add).close();
        write("tanist.disk.min-free = 2MB");
        next(changes);
        assertThat(closed).isEmpty();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /** Whole or not at all: at the pace of this test, a file between truncating and writing could be seen twice. */
    private void write(String text) throws IOException {
        Path whole = file.resolveSibling("whole");
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
