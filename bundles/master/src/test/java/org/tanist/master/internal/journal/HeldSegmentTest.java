package org.tanist.master.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.testkit.Eventually;
import org.tanist.testkit.Replica;
import org.tanist.testkit.memory.MemoryStorage;

/** Segments that cannot be read because the storage still counts on their dead writers. */
final class HeldSegmentTest {
    private static final Layout LAYOUT = new Layout("journal");
    private static final Term FIRST = new Term(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final HeldStorage storage = new HeldStorage(new MemoryStorage());
    private final StorageJournal journal = new StorageJournal(storage, "journal", RealEnvironment.create());

    @AfterEach
    void close() {
        journal.close();
        storage.close();
    }

    /** What a first term has left, whose writer is dead. */
    private void written() throws Exception {
        StorageJournal dead = new StorageJournal(storage, "journal", RealEnvironment.create());
        JournalWriter writer = dead.open(FIRST);
        writer.append(List.of(new Entry("test", "1", 0, "1".getBytes(StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .get();
        dead.close();
        storage.hold(LAYOUT.segment(FIRST));
    }

    @Test
    void attemptThatCannotReadTheLastSegmentFreesItForTheNextOne() throws Exception {
        written();
        assertThatThrownBy(() -> journal.open(new Term(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("held");

        try (JournalWriter writer = journal.open(new Term(3))) {
            assertThat(writer.start().index()).isEqualTo(1);
        }
    }

    /** Segments that come to be before the register that makes them count. */
    @Test
    void unopenedSegmentIsFreedToo() throws Exception {
        written();
        storage.retire(LAYOUT.segment(FIRST));
        storage.create(LAYOUT.segment(new Term(2))).close();
        storage.hold(LAYOUT.segment(new Term(2)));
        assertThatThrownBy(() -> journal.open(new Term(3))).hasMessageContaining("held");

        journal.open(new Term(4)).close();
    }

    /** The master that raised the fence may be dead, too, and who cannot read is not elected. */
    @Test
    void followerFreesASegmentWhoseTermIsOver() throws Exception {
        written();
        storage.raise(LAYOUT.fence(), 2);
        journal.follow(new Replica());

        Eventually.eventually(
                SOON, () -> assertThat(storage.holds(LAYOUT.segment(FIRST))).isFalse());
    }

    /** Freeing it would end the term of an active that only this master cannot read. */
    @Test
    void followerLeavesTheSegmentOfAServingTermAlone() throws Exception {
        written();
        journal.follow(new Replica());
        Eventually.eventually(SOON, () -> assertThat(storage.refusals()).isGreaterThan(2));

        assertThat(storage.holds(LAYOUT.segment(FIRST))).isTrue();
    }
}
