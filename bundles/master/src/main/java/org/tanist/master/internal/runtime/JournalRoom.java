package org.tanist.master.internal.runtime;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.tanist.control.TransitionOrder;
import org.tanist.control.TransitionStatus;
import org.tanist.journal.JournalInfo;
import org.tanist.master.internal.control.Rollover;
import org.tanist.master.internal.journal.StorageJournal;
import org.tanist.master.internal.leadership.Gate;
import org.tanist.master.internal.status.Node;

/** What a rollover knows and does of this master's journal. */
final class JournalRoom implements Rollover.Steps {
    private final Assembly parts;

    private JournalRoom(Assembly parts) {
        this.parts = parts;
    }

    /** To be asked once a second. */
    static Rollover rollover(Assembly parts) {
        JournalRoom room = new JournalRoom(parts);
        return new Rollover(
                room::kept,
                room,
                () -> parts.configuration().current().bytes("tanist.journal.segment-limit"),
                parts.ticker());
    }

    private Optional<Rollover.Kept> kept() {
        Optional<Node> node = parts.basics().node().get();
        Optional<Gate.Pass> pass = node.flatMap(one -> one.gate().pass());
        if (pass.isEmpty()) {
            return Optional.empty();
        }
        JournalInfo info = node.get().journal().info();
        return info.provider().equals(StorageJournal.PROVIDER)
                ? Optional.of(new Rollover.Kept(pass.get().term(), info.bytes()))
                : Optional.empty();
    }

    @Override
    public CompletionStage<?> checkpoint() {
        return parts.checkpointer().checkpoint();
    }

    @Override
    public CompletionStage<TransitionStatus> standDown(String reason) {
        return parts.transitions()
                .order(new TransitionOrder("stand-down", null, reason, false, false, false), "tanist");
    }
}
