package org.tanist.master.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.storage.Storage;
import org.tanist.testkit.Eventually;
import org.tanist.testkit.Replica;
import org.tanist.testkit.fault.StorageDelegate;
import org.tanist.testkit.memory.MemoryStorage;

/** What a master does that could not open its journal: it looks, without a term, whether it could now. */
final class ReadinessTest {
    private static final Layout LAYOUT = new Layout("journal");
    private static final Term FIRST = new Term(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SafeMode storage = new SafeMode(new MemoryStorage());
    private final StorageJournal journal = new StorageJournal(storage, "journal", RealEnvironment.create());

    /** A storage that takes no changes for a while; it can be read, as a NameNode in safe mode. */
    private static final class SafeMode extends StorageDelegate {
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile boolean safe;

        SafeMode(Storage storage) {
            super(storage);
        }

        private void refuse() throws IOException {
            if (safe) {
                refusals.incrementAndGet();
                throw new IOException("in safe mode");
            }
        }

        @Override
        public boolean createExclusive(String path, byte[] content) throws IOException {
            refuse();
            return super.createExclusive(path, content);
        }

        @Override
        public void raise(String register, long term) throws IOException {
            refuse();
            super.raise(register, term);
        }
    }

    @AfterEach
    void close() {
        journal.close();
        storage.close();
    }

    private void write(Term term) throws Exception {
        try (JournalWriter writer = journal.open(term)) {
            writer.append(List.of(new Entry("test", "1", 0, "1".getBytes(StandardCharsets.UTF_8))))
                    .toCompletableFuture()
                    .get();
        }
    }

    @Test
    void masterWhoseStorageTakesNoChangesIsIllUntilItDoesAndUsesUpNoTerm() throws Exception {
        write(FIRST);
        storage.safe = true;
        assertThatThrownBy(() -> journal.open(new Term(2))).hasMessageContaining("safe mode");
        assertThat(journal.illness())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("the journal cannot be opened").contains("in safe mode"));
        int tried = storage.refusals.get();
        Eventually.eventually(SOON, () -> assertThat(storage.refusals.get()).isGreaterThan(tried + 1));
        assertThat(journal.illness()).isPresent();

        storage.safe = false;
        Eventually.eventually(SOON, () -> assertThat(journal.illness()).isEmpty());
        assertThat(journal.newestTerm()).isEqualTo(FIRST);
        assertThat(storage.list("journal")).noneMatch(file -> file.path().equals(LAYOUT.trial()));
        try (JournalWriter writer = journal.open(new Term(3))) {
            assertThat(writer.start().index()).isEqualTo(1);
        }
    }

    /** It reads all the same, and would be elected. */
    @Test
    void standbyWhoseStorageTakesNoChangesIsIllBeforeItIsNeeded() throws Exception {
        write(FIRST);
        storage.safe = true;
        StorageJournal standby = new StorageJournal(storage, "journal", RealEnvironment.create());
        try {
            standby.follow(new Replica());
            Eventually.eventually(
                    SOON,
                    () -> assertThat(standby.illness())
                            .hasValueSatisfying(
                                    why -> assertThat(why).contains("the journal cannot be opened: in safe mode")));

            storage.safe = false;
            Eventually.eventually(SOON, () -> assertThat(standby.illness()).isEmpty());
            assertThat(journal.newestTerm()).isEqualTo(FIRST);
        } finally {
            standby.close();
        }
    }

    /** The look has begun before that opening, and knows nothing of it. */
    @Test
    void openingThatFailsDuringALookIsLookedAfterToo() {
        Lane lane = new Lane(RealEnvironment.create().threads().scheduler("readiness"));
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Readiness> own = new CompletableFuture<>();
        Readiness readiness = new Readiness(lane, () -> {
            if (looks.incrementAndGet() == 1) {
                own.join().opened();
                own.join().failed(new IOException("later"));
            }
        });
        own.complete(readiness);
        try {
            readiness.failed(new IOException("earlier"));
            Eventually.eventually(SOON, () -> assertThat(looks.get()).isEqualTo(2));
            Eventually.eventually(SOON, () -> assertThat(readiness.illness()).isEmpty());
        } finally {
            lane.end();
        }
    }

    @Test
    void damageIsNamedUntilItIsMended() throws Exception {
        write(FIRST);
        byte[] whole = content(LAYOUT.segment(FIRST));
        replace(new byte[whole.length]);
        assertThatThrownBy(() -> journal.open(new Term(2))).isInstanceOf(DamagedException.class);
        int looks = storage.refusals.get();
        storage.safe = true;
        Eventually.eventually(SOON, () -> assertThat(storage.refusals.get()).isGreaterThan(looks));
        storage.safe = false;
        Eventually.eventually(
                SOON,
                () -> assertThat(journal.illness())
                        .hasValueSatisfying(why -> assertThat(why).contains("'journal/seg-1' is damaged")));

        replace(whole);
        Eventually.eventually(SOON, () -> assertThat(journal.illness()).isEmpty());
        try (JournalWriter writer = journal.open(new Term(3))) {
            assertThat(writer.start().index()).isEqualTo(1);
        }
    }

    private byte[] content(String path) throws IOException {
        try (InputStream in = storage.openFresh(path, 0)) {
            return in.readAllBytes();
        }
    }

    private void replace(byte[] content) throws IOException {
        storage.delete(LAYOUT.segment(FIRST));
        assertThat(storage.createExclusive(LAYOUT.segment(FIRST), content)).isTrue();
    }
}
