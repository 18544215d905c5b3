package org.tanist.master.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.service.Request;

class CheckpointerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Clock clock = new Clock();
    private final Kept journal = new Kept();
    private final ServiceHost host = new ServiceHost(new EventLog(Runnable::run), (position, entry, reply) -> {});
    private final Checkpointer checkpointer =
            new Checkpointer(host, Runnable::run, clock, () -> new Checkpointer.Limits(100_000, 64_000_000));
    private long index;

    CheckpointerTest() {
        checkpointer.attach(journal);
    }

    @Test
    void aLimitIsKeptWhateverTheClockSays() {
        apply(99_999);
        assertThat(journal.at).isEmpty();
        apply(1);
        assertThat(journal.at).containsExactly(100_000L);
    }

    @Test
    void fewEntriesAreNotWorthOne() {
        clock.now += 60 * SECOND;
        apply(4_999);
        assertThat(journal.at).isEmpty();
        apply(1);
        assertThat(journal.at).containsExactly(5_000L);
    }

    @Test
    void earlyOnesComeNoOftenerThanAfterAPauseAndNoOftenerThanTheirStateAllows() {
        clock.now += 60 * SECOND;
        apply(5_000);
        apply(20_000);
        assertThat(journal.at).as("the pause is not over").containsExactly(5_000L);
        clock.now += 11 * SECOND;
        apply(1);
        assertThat(journal.at).containsExactly(5_000L, 25_001L);
        long size = entry(index).size();
        long worth = journal.bytes / size;
        assertThat(worth).as("remembered replies make the state grow").isGreaterThan(5_000);
        clock.now += 11 * SECOND;
        apply((int) worth - 2_000);
        assertThat(journal.at).hasSize(2);
        apply(4_000);
        assertThat(journal.at).hasSize(3);
    }

    private void apply(int count) {
        for (int i = 0; i < count; i++) {
            index++;
            Entry entry = new Entry(
                    "none", Long.toString(index), 0, Request.of("ADD", "x").encode());
            host.apply(new Position(new Term(1), index), entry);
            checkpointer.applied(entry);
        }
    }

    private static Entry entry(long number) {
        return new Entry(
                "none", Long.toString(number), 0, Request.of("ADD", "x").encode());
    }

    private static final class Clock implements Ticker {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public long wallMillis() {
            return 0;
        }
    }

    /** Remembers what was checkpointed. */
    private static final class Kept implements Journal {
        private final List<Long> at = new ArrayList<>();
        private long bytes;

        @Override
        public void checkpoint(Snapshot snapshot) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            snapshot.source().writeTo(out);
            bytes = out.size();
            at.add(snapshot.position().index());
        }

        @Override
        public JournalInfo info() {
            Position last = new Position(new Term(1), at.get(at.size() - 1));
            return new JournalInfo("kept", last, last, last, bytes, 0, "");
        }

        @Override
        public JournalWriter open(Term term) throws IOException {
            throw new IOException("only followed");
        }

        @Override
        public void follow(EntryConsumer consumer) {}

        @Override
        public void close() {}
    }
}
