package org.tanist.worker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.client.wire.Incarnation;
import org.tanist.worker.files.RunDirectory;

class LogTailTest {
    @TempDir
    private Path folder;

    private RunDirectory run;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void make() {
        run = new RunDirectory(folder, new Incarnation("a", 0, 1));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private String tail(int count) throws IOException {
        try (LogTail tail = new LogTail(run)) {
            out.reset();
            tail.writeTail(count, out);
            return out.toString();
        }
    }

    @Test
    void theLastLinesOfALongFile() throws Exception {
        Files.writeString(run.output(), lines(0, 10_000));
        assertThat(tail(3)).isEqualTo(lines(9_997, 10_000));
        assertThat(tail(5_000)).isEqualTo(lines(5_000, 10_000));
        assertThat(tail(0)).isEmpty();
    }

    @Test
    void aLastLineWithoutItsEndIsALine() throws Exception {
        Files.writeString(run.output(), lines(0, 5) + "half");
        assertThat(tail(2)).isEqualTo("line 4\nhalf");
    }

    @Test
    void whatTheNewFileLacksComesFromTheOneBefore() throws Exception {
        Files.writeString(run.olderOutput(), lines(0, 10));
        Files.writeString(run.output(), lines(10, 12));
        assertThat(tail(5)).isEqualTo(lines(7, 12));
        assertThat(tail(100)).isEqualTo(lines(0, 12));
    }

    @Test
    void withoutAnyOutputThereIsNothing() throws Exception {
        assertThat(tail(10)).isEmpty();
    }

    @Test
    void followingGoesOnOverAChangeOfFiles() throws Exception {
        Files.writeString(run.output(), lines(0, 2));
        try (LogTail tail = new LogTail(run)) {
            tail.writeTail(1, out);
            Files.writeString(run.output(), lines(2, 3), StandardOpenOption.APPEND);
            assertThat(tail.writeMore(out)).isTrue();
            Files.writeString(run.output(), lines(3, 4), StandardOpenOption.APPEND);
            Files.move(run.output(), run.olderOutput(), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(run.output(), lines(4, 5));
            while (tail.writeMore(out)) {
                // Until there is no more.
            }
            assertThat(out.toString()).isEqualTo(lines(1, 5));
        }
    }
}
