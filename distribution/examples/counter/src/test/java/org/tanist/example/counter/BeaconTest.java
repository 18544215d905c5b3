package org.tanist.example.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Term;
import org.tanist.service.ActiveContext;
import org.tanist.service.Reply;
import org.tanist.service.Request;

class BeaconTest {
    @TempDir
    private Path directory;

    private Path file;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void setUp() {
        file = directory.resolve("beacon");
    }

    @AfterEach
    void tearDown() {
        executor.shutdownNow();
    }

    @Test
    void anActiveWritesItsTermAtOnce() throws Exception {
        try (AutoCloseable beacon = start(7, true)) {
            assertThat(file).hasContent("term=7 master=m7 total=42");
        }
    }

    @Test
    void aNewerActiveOverwritesAnOlderOne() throws Exception {
        Files.writeString(file, "term=6 master=m6 total=1\n");
        start(7, true).close();
        assertThat(file).hasContent("term=7 master=m7 total=42");
    }

    @Test
    void anOlderActiveNeverOverwritesANewerOne() throws Exception {
        Files.writeString(file, "term=8 master=m8 total=1\n");
        start(7, true).close();
        assertThat(file).hasContent("term=8 master=m8 total=1");
    }

    @Test
    void whoDoesNotServeAnyMoreWritesNothing() throws Exception {
        start(7, false).close();
        assertThat(file).doesNotExist();
    }

    private AutoCloseable start(long term, boolean serving) throws Exception {
        return Beacon.start(Map.of("file", file.toString()), new Active(term, serving, executor), () -> 42);
    }

    /** An activation in the middle of a test. */
    private record Active(long number, boolean serving, ScheduledExecutorService executor) implements ActiveContext {
        @Override
        public Term term() {
            return new Term(number);
        }

        @Override
        public Member self() {
            return new Member(
                    new MasterId(new java.util.UUID(0, number)), "m" + number, new Endpoint("localhost", 3000));
        }

        @Override
        public CompletionStage<Reply> submit(String id, Request request) {
            return CompletableFuture.completedFuture(Reply.done());
        }

        @Override
        public long nanos() {
            return 0;
        }
    }
}
