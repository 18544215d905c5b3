package org.tanist.master.internal.leadership;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Term;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.journal.JournalWriter;
import org.tanist.service.Attendant;

/**
 * The gate through which every answer of an active goes. It is open only while this master serves a term <em>and</em> the election's
 * newest view still grants that term, so a deposed active stops answering before its loop has learnt why. Wait-free.
 */
public final class Gate {
    private final Supplier<ElectionView> view;
    private volatile @Nullable Pass pass;

    /**
     * What one needs to answer.
     *
     * @param term the term
     * @param writer the right to append in it
     * @param attendants finds what answers calls that are no commands, by service
     */
    public record Pass(Term term, JournalWriter writer, Function<String, Optional<Attendant>> attendants) {}

    /** Closed, until it is opened. */
    public Gate(Supplier<ElectionView> view) {
        this.view = view;
    }

    /** The pass, if this master may answer now. */
    public Optional<Pass> pass() {
        Pass mine = pass;
        if (mine != null
                && view.get().standing() instanceof Standing.Leading leading
                && leading.term().equals(mine.term())) {
            return Optional.of(mine);
        }
        return Optional.empty();
    }

    void open(Pass granted) {
        pass = granted;
    }

    void close() {
        pass = null;
    }
}
