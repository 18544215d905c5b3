package org.tanist.master.internal.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.tanist.cluster.Term;
import org.tanist.master.internal.journal.SegmentReader.Reading;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/**
 * What the files of a journal tell about which terms were opened. The register says it; but one that somebody has deleted, cut, or put
 * back from a backup says too little, and who believed it would begin again from an older state, or from nothing.
 *
 * <p>A term writes entries and snapshots only once it stands in the register, durably. So a file with such a thing of a newer term shows
 * that the register has lost its value. A seal, or a segment with nothing but its opening record, shows nothing: whoever made it may have
 * seen a value that was not durable yet. Neither does it show anything that a file is absent. Stateless; calls block.
 */
final class Traces {
    private final Storage storage;
    private final Layout layout;
    private final SegmentReader segments;

    Traces(Storage storage, Layout layout, SegmentReader segments) {
        this.storage = storage;
        this.layout = layout;
        this.segments = segments;
    }

    /**
     * Does nothing if the files fit what the register says.
     *
     * @param opened what it says
     * @param term that is being opened: all before it are over
     * @throws DamagedException if it has said more
     */
    void refuseIfLost(Term opened, Term term) throws IOException {
        Term newest = opened;
        String witness = "";
        for (StoredFile file : storage.list(layout.directory())) {
            Term shown = shownBy(file.path(), opened, term);
            if (shown.isNewerThan(newest)) {
                newest = shown;
                witness = file.path();
            }
        }
        if (newest.isNewerThan(opened) && newest.isNewerThan(new Term(storage.read(layout.opened())))) {
            throw new DamagedException(
                    layout.opened(),
                    "it says term " + opened + ", but '" + witness + "' shows that term " + newest + " was opened");
        }
    }

    /** The newest term that was surely opened, by the word of this file. */
    private Term shownBy(String path, Term opened, Term term) throws IOException {
        Term segment = layout.termOfSegment(path).orElse(Term.NONE);
        if (segment.isNewerThan(opened)) {
            return shownByContent(segment, term);
        }
        return layout.writerOfSnapshot(path).orElse(Term.NONE);
    }

    /** One that was never opened has at most an opening record. */
    private Term shownByContent(Term segment, Term term) throws IOException {
        try {
            Cursor start = Cursor.start(segment);
            Reading reading = term.isNewerThan(segment)
                    ? segments.readOver(start, batch -> {})
                    : segments.read(start, batch -> {});
            if (reading.cursor().opening().isEmpty()) {
                return Term.NONE;
            }
            History built = reading.cursor().opening().get();
            boolean entries = !reading.tail().isEmpty()
                    || reading.cursor().last() > built.end().index();
            return entries ? segment : built.end().term();
        } catch (FileNotFoundException e) {
            return Term.NONE;
        }
    }
}
