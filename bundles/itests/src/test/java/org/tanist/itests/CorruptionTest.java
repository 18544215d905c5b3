package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Writer;

/** A journal file that a crash or a disk has damaged. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class CorruptionTest extends ThreeMasters {
    @Test
    void aTornTailIsCutOffAndFetchedAgain() throws IOException {
        // An entry of which only the beginning reached the disk: it cannot have been acknowledged.
        byte[] begun = {0x5a, 0x08, 0x01, 0x10, 0x7f, 0x22, 0x50, 0x0a};
        recovers("tail", (bytes, end) -> {
            System.arraycopy(begun, 0, bytes, end, begun.length);
            return bytes;
        });
    }

    @Test
    void bGarbageAfterTheTailIsCutOff() throws IOException {
        byte[] garbage = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        recovers("garbage", (bytes, end) -> {
            byte[] longer = Arrays.copyOf(bytes, end + garbage.length);
            System.arraycopy(garbage, 0, longer, end, garbage.length);
            return longer;
        });
    }

    /** What happens to a file of which so many bytes are data. */
    @FunctionalInterface
    private interface Damage {
        byte[] to(byte[] bytes, int end);
    }

    private void recovers(String name, Damage damage) throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), name)) {
            writer.awaitMore(100);
            MasterProcess hurt = cluster.standbys().get(0);
            hurt.kill();
            Path file = newestLog(hurt.launch().directory());
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, damage.to(bytes, endOfData(bytes)));
            hurt.start();
            cluster.awaitAllUp();
            cluster.transferTo(hurt);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    @Test
    void corruptMiddleIsRefusedAndTheFileIsNamedWhileTheOthersServe() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "middle")) {
            writer.awaitMore(200);
            MasterProcess hurt = cluster.standbys().get(0);
            hurt.kill();
            Path file = newestLog(hurt.launch().directory());
            byte[] bytes = Files.readAllBytes(file);
            int middle = endOfData(bytes) / 2;
            for (int i = middle; i < middle + 16; i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(file, bytes);
            hurt.start();
            assertThat(hurt.exitCode(Duration.ofSeconds(60))).as(hurt.tail(20)).isBetween(1, 2);
            assertThat(hurt.tail(20)).contains(file.getFileName().toString());
            writer.awaitMore(20);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }

    /** The journal file that was written last: the largest of those of the newest write. */
    private static Path newestLog(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(p -> p.getFileName().toString().startsWith("log_inprogress_"))
                    .max(Comparator.comparing(CorruptionTest::modified))
                    .orElseThrow(() -> new AssertionError("no journal file in progress under " + directory));
        }
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The files are preallocated with zeros. */
    private static int endOfData(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        assertThat(end).as("bytes of journal").isGreaterThan(1000);
        return end;
    }
}
