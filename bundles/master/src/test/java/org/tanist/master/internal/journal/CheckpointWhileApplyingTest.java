package org.tanist.master.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.testkit.memory.MemoryStorage;

/** A consumer counts what it applies, and asks for a checkpoint in the middle of the entry that makes one due. */
final class CheckpointWhileApplyingTest {
    @Test
    void checkpointOfTheVeryEntryThatIsBeingAppliedIsTaken() throws Exception {
        StorageJournal journal = new StorageJournal(new MemoryStorage(), "journal", RealEnvironment.create());
        try (JournalWriter writer = journal.open(new Term(1))) {
            Asking consumer = new Asking(journal);
            journal.follow(consumer);
            Position third = null;
            for (int i = 1; i <= 3; i++) {
                Entry entry = new Entry("test", String.valueOf(i), 0, "x".getBytes(StandardCharsets.UTF_8));
                third = writer.append(List.of(entry)).toCompletableFuture().get(10, TimeUnit.SECONDS);
            }

            assertThat(consumer.asked.get(10, TimeUnit.SECONDS)).isEqualTo(third);
            assertThat(journal.info().checkpoint()).isEqualTo(third);
        } finally {
            journal.close();
        }
    }

    /** Asks at its third entry. */
    private static final class Asking implements EntryConsumer {
        private final StorageJournal journal;
        private final CompletableFuture<Position> asked = new CompletableFuture<>();

        Asking(StorageJournal journal) {
            this.journal = journal;
        }

        @Override
        public void apply(Position position, Entry entry) {
            if (position.index() == 3) {
                try {
                    journal.checkpoint(new Snapshot(position, out -> out.write(1)));
                    asked.complete(position);
                } catch (IOException | RuntimeException e) {
                    asked.completeExceptionally(e);
                }
            }
        }

        @Override
        public void restore(Position position, InputStream snapshot) {
            throw new IllegalStateException("nothing is restored here");
        }
    }
}
