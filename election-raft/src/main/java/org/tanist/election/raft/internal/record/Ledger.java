package org.tanist.election.raft.internal.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;

/**
 * Who is active and how far the journal reaches, as a function of the applied log alone: every master computes the same.
 *
 * <p>This is where the fence stands. A claim counts only if it ends the term that its author saw; a batch counts only in its own
 * term and as the next of its writer. So a deposed active's batch has no effect wherever it turns up in the log, and a batch that
 * was submitted twice over a change of the Raft leader counts once.
 *
 * @param term the term in force, 0 before the first claim
 * @param active who was named; empty before the first claim
 * @param incarnation which life of the active's process
 * @param cause why the term began
 * @param batch number of the last batch that counted in this term
 * @param position the last journal entry
 */
public record Ledger(
        long term, Optional<MasterId> active, long incarnation, String cause, long batch, Position position) {
    /** Before the first record. */
    public static final Ledger EMPTY = new Ledger(0, Optional.empty(), 0, "", 0, Position.START);

    /** Whether {@code claim} would count now. */
    public boolean admits(Claim claim) {
        return claim.expected() == term;
    }

    /** Whether {@code batch} would count now. */
    public boolean admits(Batch next) {
        return next.term() == term && next.number() == batch + 1;
    }

    /** After an admitted claim. Terms are dense unless a floor lifts them. */
    public Ledger after(Claim claim) {
        long next = Math.max(term, claim.floor()) + 1;
        return new Ledger(next, Optional.of(claim.master()), claim.incarnation(), claim.cause(), 0, position);
    }

    /** After an admitted batch. */
    public Ledger after(Batch next) {
        Position last =
                new Position(new Term(term), position.index() + next.entries().size());
        return new Ledger(term, active, incarnation, cause, next.number(), last);
    }

    /** Writes the form that {@link #read} reads. */
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(term);
        out.writeBoolean(active.isPresent());
        if (active.isPresent()) {
            out.writeLong(active.get().value().getMostSignificantBits());
            out.writeLong(active.get().value().getLeastSignificantBits());
        }
        out.writeLong(incarnation);
        out.writeUTF(cause);
        out.writeLong(batch);
        out.writeLong(position.term().value());
        out.writeLong(position.index());
    }

    /** Reads what {@link #write} wrote. */
    public static Ledger read(DataInputStream in) throws IOException {
        long term = in.readLong();
        Optional<MasterId> active =
                in.readBoolean() ? Optional.of(new MasterId(new UUID(in.readLong(), in.readLong()))) : Optional.empty();
        long incarnation = in.readLong();
        String cause = in.readUTF();
        long batch = in.readLong();
        Position position = new Position(new Term(in.readLong()), in.readLong());
        return new Ledger(term, active, incarnation, cause, batch, position);
    }
}
