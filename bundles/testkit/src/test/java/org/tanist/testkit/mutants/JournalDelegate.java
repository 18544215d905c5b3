package org.tanist.testkit.mutants;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;

/** Passes everything on; mutants override what they break. */
class JournalDelegate implements Journal {
    final Journal sound;

    JournalDelegate(Journal sound) {
        this.sound = sound;
    }

    @Override
    public JournalWriter open(Term term) throws IOException {
        return sound.open(term);
    }

    @Override
    public void follow(EntryConsumer consumer) {
        sound.follow(consumer);
    }

    @Override
    public void checkpoint(Snapshot snapshot) throws IOException {
        sound.checkpoint(snapshot);
    }

    @Override
    public JournalInfo info() {
        return sound.info();
    }

    @Override
    public void close() {
        sound.close();
    }

    /** Passes everything on. */
    static class Writer implements JournalWriter {
        final JournalWriter sound;

        Writer(JournalWriter sound) {
            this.sound = sound;
        }

        @Override
        public Position start() {
            return sound.start();
        }

        @Override
        public CompletionStage<Position> append(List<Entry> batch) {
            return sound.append(batch);
        }

        @Override
        public CompletionStage<Position> confirm() {
            return sound.confirm();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
