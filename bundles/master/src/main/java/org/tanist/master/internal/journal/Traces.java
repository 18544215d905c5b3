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
 * <p>A term writes entries, seals its predecessor and writes snapshots only when it, or that predecessor, stands in the register. So a
 * file that shows such a thing of a newer term shows that the register has lost its value. That a file is absent, or not seen yet, shows
 * nothing. Stateless; calls block.
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
     * @throws DamagedException if it has said more
     */
    void refuseIfLost(Term opened) throws IOException {
        for (StoredFile file : storage.list(layout.directory())) {
            Term shown = shownBy(file.path(), opened);
            if (shown.isNewerThan(opened) && shown.isNewerThan(new Term(storage.read(layout.opened())))) {
                throw new DamagedException(
                        layout.opened(),
                        "it says term " + opened + ", but '" + file.path() + "' shows that term " + shown
                                + " was opened");
            }
        }
    }

    /** The newest term that was surely opened, by the word of this file. */
    private Term shownBy(String path, Term opened) throws IOException {
        Term segment = layout.termOfSegment(path).orElse(Term.NONE);
        if (segment.isNewerThan(opened)) {
            return shownByContent(segment);
        }
        return layout.writerOfSnapshot(path).orElse(Term.NONE);
    }

    /** One that was never opened has at most an opening record. */
    private Term shownByContent(Term segment) throws IOException {
        try {
            Reading reading = segments.read(Cursor.start(segment), batch -> {});
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
