package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCheckTest {
    private static final int PREALLOCATED = 4096;

    @TempDir
    private Path current;

    private Path file;
    private byte[] three;
    private int end;
    private int lastBegins;

    @BeforeEach
    void write() throws IOException {
        file = current.resolve("log_inprogress_0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("RaftLog1".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            lastBegins = out.size();
            out.write(entry(i));
        }
        end = out.size();
        three = Arrays.copyOf(out.toByteArray(), PREALLOCATED);
    }

    /** An entry with its term, as Ratis writes it. */
    private static byte[] entry(int number) {
        byte[] body = new byte[200 + number];
        Arrays.fill(body, (byte) ('a' + number));
        body[0] = 0x08;
        body[1] = 1;
        ByteBuffer all = ByteBuffer.allocate(2 + body.length + 4);
        all.put((byte) (body.length & 0x7f | 0x80))
                .put((byte) (body.length >> 7))
                .put(body);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, 2 + body.length);
        return all.putInt((int) crc.getValue()).array();
    }

    private long sizeAfterRepair(byte[] content) throws IOException {
        Files.write(file, content);
        SegmentCheck.repair(current);
        return Files.size(file);
    }

    @Test
    void wholeFileIsLeftAlone() throws IOException {
        assertThat(sizeAfterRepair(three)).isEqualTo(PREALLOCATED);
        SegmentCheck.demandSound(current);
    }

    @Test
    void entryThatWasCutByACrashIsCutOff() throws IOException {
        for (int missing = 1; missing < end - lastBegins; missing += 13) {
            byte[] torn = three.clone();
            Arrays.fill(torn, end - missing, end, (byte) 0);
            assertThat(sizeAfterRepair(torn)).as("%s bytes missing", missing).isIn((long) lastBegins, (long)
                    PREALLOCATED);
            SegmentCheck.demandSound(current);
        }
    }

    @Test
    void garbageBehindTheLastEntryIsCutOff() throws IOException {
        byte[] garbage = three.clone();
        garbage[end + 8] = 7;
        garbage[end + 9] = 8;
        assertThat(sizeAfterRepair(garbage)).isEqualTo(end);
    }

    @Test
    void damageBeforeAWholeEntryIsRefusedAndTheFileNamed() throws IOException {
        byte[] damaged = three.clone();
        damaged[lastBegins - 50] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> SegmentCheck.repair(current))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("log_inprogress_0");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    @Test
    void closedFileIsNeverChangedButNamed() throws IOException {
        byte[] damaged = three.clone();
        damaged[end - 1] ^= 1;
        Path closed = current.resolve("log_0-2");
        Files.write(closed, damaged);
        SegmentCheck.repair(current);
        assertThat(Files.readAllBytes(closed)).isEqualTo(damaged);
        assertThatThrownBy(() -> SegmentCheck.demandSound(current)).hasMessageContaining("log_0-2");
    }
}
