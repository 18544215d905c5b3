package org.tanist.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        Files.writeString(file, "tanist.disk.min-free = 1MB");
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
        Files.writeString(file, "tanist.disk.min-free = 2MB");
        assertThat(next(changes).bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
        assertThat(live.current().bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
        assertThat(next(reports)).isEqualTo("changed configuration is in force for tanist.disk.min-free");
    }

    @Test
    void keysThatNeedARestartKeepTheirValueAndAreNamed() throws Exception {
        Files.writeString(file, "tanist { disk.min-free = 2MB, election.timeout = 9s }");
        assertThat(next(reports))
                .isEqualTo("changed configuration needs a restart of this master for tanist.election.timeout");
        assertThat(next(changes).duration("tanist.election.timeout")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBrokenFileIsReportedOnceAndIgnoredUntilItIsMended() throws Exception {
        Files.writeString(file, "tanist.disk.min-fre = 2MB");
        assertThat(next(reports)).startsWith("changed configuration is ignored: tanist.disk.min-fre ");
        assertThat(live.current().bytes("tanist.disk.min-free")).isEqualTo(1_000_000);
        Files.writeString(file, "tanist.disk.min-free = 3MB");
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
        Files.writeString(file, "tanist.disk.min-free = 2MB");
        assertThat(next(later).bytes("tanist.disk.min-free")).isEqualTo(2_000_000);
    }

    @Test
    void aClosedSubscriptionIsNotCalled() throws Exception {
        BlockingQueue<Configuration> closed = new LinkedBlockingQueue<>();
        live.onChange(closed::add).close();
        Files.writeString(file, "tanist.disk.min-free = 2MB");
        next(changes);
        assertThat(closed).isEmpty();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
