package org.tanist.master.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.Snapshot;
import org.tanist.journal.StaleTermException;
import org.tanist.master.internal.journal.History.Sealed;
import org.tanist.master.internal.journal.History.SnapshotFile;
import org.tanist.master.internal.journal.HistoryReader.Strand;
import org.tanist.master.internal.journal.Pipeline.Item;
import org.tanist.storage.Appender;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;
import org.tanist.testkit.memory.MemoryStorage;

/** The files of the journal, cut and damaged. */
final class JournalFilesTest {
    private static final Layout LAYOUT = new Layout("journal");
    private static final Cursor NOTHING = Cursor.start(Term.NONE);

    private final Storage storage = new MemoryStorage();
    private final SegmentReader segments = new SegmentReader(storage, LAYOUT);

    /** Opens a term and writes groups of one entry each; each group says that all groups before are committed. */
    private GroupAppender written(long term, int groups) throws IOException {
        Opener.Opened opened = new Opener(storage, LAYOUT, 0).open(new Term(term), Position.START, NOTHING);
        GroupAppender appender = new GroupAppender(
                new Term(term), opened, RealEnvironment.create().ticker());
        long index = opened.history().end().index();
        for (int i = 0; i < groups; i++) {
            appender.write(appender.group(List.of(item(term + "-" + i)), index++));
        }
        return appender;
    }

    private static Item item(String id) {
        return Item.of(List.of(new Entry("test", id, 0, id.getBytes(StandardCharsets.UTF_8))));
    }

    private byte[] bytes(String path) throws IOException {
        try (InputStream in = storage.openFresh(path, 0)) {
            return in.readAllBytes();
        }
    }

    private void replace(String path, byte[] content) throws IOException {
        storage.delete(path);
        assertThat(storage.createExclusive(path, content)).isTrue();
    }

    private List<String> history(long newest) throws IOException {
        History history = segments.opening(new Term(newest)).opening().orElseThrow();
        List<String> ids = new ArrayList<>();
        new HistoryReader(storage, LAYOUT)
                .read(history, NOTHING, new Strand(Position.START, (position, entry) -> ids.add(entry.id())));
        return ids;
    }

    @Test
    void successorTakesOverWhatIsCommittedAndWhatIsNot() throws IOException {
        written(1, 3);
        written(2, 2);
        written(4, 0);

        assertThat(history(4)).containsExactly("1-0", "1-1", "1-2", "2-0", "2-1");
        assertThatThrownBy(() -> written(3, 0)).isInstanceOf(StaleTermException.class);
        assertThatThrownBy(() -> written(4, 0)).isInstanceOf(IOException.class).hasMessageContaining("opened before");
    }

    /** Somebody has deleted or cut it, or put it back from an older backup. */
    @Test
    void registerThatLostItsValueIsNoBeginningAnew() throws IOException {
        written(1, 2);
        written(2, 1);
        written(3, 0);
        written(5, 1);

        for (long lost = 0; lost < 5; lost++) {
            long says = lost;
            assertThatThrownBy(() -> new Opener(copy(says), LAYOUT, 0).open(new Term(7), Position.START, NOTHING))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("'journal/opened' is damaged: it says term " + lost)
                    .hasMessageContaining(" was opened");
        }
        // Nothing but an opening record: as far as anybody knows, term 3 was never opened, and it acknowledged nothing.
        Storage unopened = copy(2);
        unopened.delete(LAYOUT.segment(new Term(5)));
        unopened.delete(LAYOUT.seal(new Term(3)));
        Opener.Opened next = new Opener(unopened, LAYOUT, 0).open(new Term(7), Position.START, NOTHING);
        assertThat(next.history().end().index()).isEqualTo(3);
    }

    /** Two checkpoints may be on their way at once; what the older one names may be deleted by the time its record comes. */
    @Test
    void checkpointThatComesLateDoesNotReplaceANewerOne() throws IOException {
        GroupAppender appender = written(1, 4);
        appender.write(appender.group(List.of(checkpoint("new", 3)), 4));
        appender.write(appender.group(List.of(checkpoint("old", 2)), 4));

        assertThat(segments.read(Cursor.start(new Term(1)), batch -> {})
                        .cursor()
                        .checkpoint()
                        .orElseThrow()
                        .path())
                .isEqualTo("new");
    }

    private static Item checkpoint(String path, long index) {
        return Item.of(new History.SnapshotFile(path, new Position(new Term(1), index)));
    }

    /** The end of a file that was cut between two records looks like one that was never written. */
    @Test
    void journalThatIsShorterThanItWasKnownToBeIsNotOpened() throws IOException {
        written(1, 3);
        assertThatThrownBy(() -> new Opener(storage, LAYOUT, 4).open(new Term(2), Position.START, NOTHING))
                .hasMessageContaining("had applied entries up to 4");
        assertThatThrownBy(() -> storage.openFresh(LAYOUT.seal(new Term(1)), 0))
                .as("a segment that may be put back has no seal")
                .isInstanceOf(FileNotFoundException.class);
        assertThat(new Opener(storage, LAYOUT, 3)
                        .open(new Term(3), Position.START, NOTHING)
                        .history()
                        .end()
                        .index())
                .isEqualTo(3);
    }

    /** What was read into a seal may be lost on the server, and somebody may have applied it. */
    @Test
    void sealHasWhatTheSegmentHasLostSince() throws IOException {
        written(1, 3).close();
        byte[] whole = bytes(LAYOUT.segment(new Term(1)));
        storage.raise(LAYOUT.fence(), 2);
        written(2, 0);
        Storage before = copy(1);
        before.delete(LAYOUT.segment(new Term(2)));
        before.delete(LAYOUT.segment(new Term(1)));
        before.createExclusive(LAYOUT.segment(new Term(1)), Arrays.copyOf(whole, whole.length / 2));
        Position held = new Position(new Term(1), 3);
        Opener opener = new Opener(before, LAYOUT, 0);
        opener.rehearse(held, NOTHING);

        assertThat(opener.open(new Term(3), held, NOTHING).history().end()).isEqualTo(held);
    }

    /** The same files, and a register that says something else. */
    private Storage copy(long opened) throws IOException {
        Storage copy = new MemoryStorage();
        for (StoredFile file : storage.list("journal")) {
            copy.createExclusive(file.path(), bytes(file.path()));
        }
        copy.raise(LAYOUT.opened(), opened);
        return copy;
    }

    @Test
    void tornLastRecordIsAsIfItHadNeverBeenWritten() throws IOException {
        GroupAppender appender = written(1, 2);
        long whole = appender.length();
        appender.write(appender.group(List.of(item("torn")), 2));
        byte[] all = bytes(LAYOUT.segment(new Term(1)));
        for (int length = (int) whole; length < all.length; length++) {
            replace(LAYOUT.segment(new Term(1)), Arrays.copyOf(all, length));
            SegmentReader.Reading reading = segments.read(Cursor.start(new Term(1)), batch -> {});
            assertThat(reading.cursor().last()).isEqualTo(1);
            assertThat(reading.tail()).hasSize(1);
        }
    }

    @Test
    void anyDamagedBitBeforeALaterGroupIsRefused() throws IOException {
        GroupAppender appender = written(1, 2);
        int synced = (int) appender.length();
        appender.write(appender.group(List.of(), 2));
        byte[] all = bytes(LAYOUT.segment(new Term(1)));
        for (int bit = 0; bit < synced * 8; bit += 3) {
            byte[] damaged = all.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(LAYOUT.segment(new Term(1)), damaged);
            assertThatThrownBy(() -> segments.read(Cursor.start(new Term(1)), batch -> {}))
                    .as("bit %d", bit)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("seg-1");
        }
    }

    @Test
    void anyDamagedBitOfASealIsRefused() throws IOException {
        written(1, 2);
        written(2, 0);
        String path = LAYOUT.seal(new Term(1));
        byte[] all = bytes(path);
        for (int bit = 0; bit < all.length * 8; bit++) {
            byte[] damaged = all.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(path, damaged);
            assertThatThrownBy(() -> Seal.read(storage, LAYOUT, new Term(1)))
                    .as("bit %d", bit)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining(path);
        }
    }

    @Test
    void rivalsSealCountsAndTheOwnReadingDoesNot() throws IOException {
        GroupAppender appender = written(1, 1);
        Seal rival = new Seal(new Term(1), new Term(5), 0, List.of());
        assertThat(storage.createExclusive(LAYOUT.seal(new Term(1)), rival.encode()))
                .isTrue();
        appender.close();
        written(6, 0);

        assertThat(history(6)).isEmpty();
    }

    @Test
    void sealWithAnotherTokenThanTheAgreedOneIsNotRead() throws IOException {
        written(1, 2);
        written(2, 0);
        replace(LAYOUT.seal(new Term(1)), new Seal(new Term(1), new Term(9), 0, List.of()).encode());

        assertThatThrownBy(() -> history(2))
                .isInstanceOf(MissingHistoryException.class)
                .hasMessageContaining("term 9");
    }

    @Test
    void deletedSegmentIsNotBuiltOnWhateverItsSealSays() throws IOException {
        written(1, 2);
        written(2, 0);
        storage.delete(LAYOUT.segment(new Term(2)));

        assertThatThrownBy(() -> written(3, 0)).isInstanceOf(IOException.class);
        assertThat(storage.list("journal")).noneMatch(file -> file.path().endsWith("seg-3"));
    }

    @Test
    void listedSegmentThatIsMissingStopsAnOpening() throws IOException {
        written(1, 2);
        written(2, 1);
        storage.delete(LAYOUT.segment(new Term(1)));

        assertThatThrownBy(() -> written(3, 0)).isInstanceOf(MissingHistoryException.class);
    }

    @Test
    void masterThatHasMoreThanTheStorageDoesNotOpen() throws IOException {
        written(1, 2);
        Position further = new Position(new Term(1), 17);

        assertThatThrownBy(() -> new Opener(storage, LAYOUT, 0).open(new Term(2), further, NOTHING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("root");
    }

    @Test
    void anyDamagedBitOfASnapshotIsRefused() throws IOException {
        SnapshotStore snapshots = new SnapshotStore(storage, LAYOUT);
        byte[] state = new byte[150];
        Arrays.fill(state, (byte) 7);
        SnapshotFile file =
                snapshots.write(new Snapshot(new Position(new Term(1), 3), out -> out.write(state)), new Term(1), 1);
        byte[] all = bytes(file.path());
        try (InputStream in = snapshots.open(file)) {
            assertThat(in.readAllBytes()).isEqualTo(state);
        }
        for (int bit = 0; bit < all.length * 8; bit++) {
            byte[] damaged = all.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            replace(file.path(), damaged);
            assertThatThrownBy(() -> snapshots.verify(file)).as("bit %d", bit).isInstanceOf(DamagedException.class);
        }
        replace(file.path(), Arrays.copyOf(all, all.length - 1));
        assertThatThrownBy(() -> snapshots.verify(file)).isInstanceOf(DamagedException.class);
    }

    @Test
    void largeSnapshotIsReadAsItWasWritten() throws IOException {
        byte[] state = new byte[300_000];
        new Random(1).nextBytes(state);
        SnapshotStore snapshots = new SnapshotStore(storage, LAYOUT);
        SnapshotFile file =
                snapshots.write(new Snapshot(new Position(new Term(1), 3), out -> out.write(state)), new Term(1), 1);
        try (InputStream in = snapshots.open(file)) {
            assertThat(in.readAllBytes()).isEqualTo(state);
        }
    }

    @Test
    void pruningKeepsWhatIsNotCovered() throws IOException {
        try (Appender other = storage.create("journal/snapshot-9-8-1")) {
            other.sync();
        }
        for (String name : List.of("seg-2", "seg-3", "seal-2", "seal-3", "snapshot-4-2-1", "snapshot-5-2-1")) {
            storage.createExclusive("journal/" + name, new byte[1]);
        }
        SnapshotFile kept = new SnapshotFile("journal/snapshot-5-2-1", new Position(new Term(2), 5));
        new SnapshotStore(storage, LAYOUT).prune(kept, new Term(3));

        assertThat(storage.list("journal").stream().map(f -> f.path().substring("journal/".length())))
                .containsExactly("seal-3", "seg-3", "snapshot-5-2-1", "snapshot-9-8-1");
    }

    @Test
    void openingRecordKeepsItsHistory() throws IOException {
        History history = new History(
                Optional.of(new SnapshotFile("journal/snapshot-1-1-1", new Position(new Term(1), 1))),
                List.of(new Sealed(new Term(1), Position.START, 2, new Term(3))),
                new Position(new Term(1), 4));
        SegmentRecord record = new SegmentRecord.Opening(new SegmentRecord.Head(new Term(3), 4, 4, 0), history);

        assertThat(Frames.at(Frames.encode(record), 0)).contains(record);
    }
}
