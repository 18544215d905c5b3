package org.tanist.election.raft.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;

class LedgerTest {
    private static final MasterId ONE = new MasterId(new UUID(1, 1));
    private static final MasterId TWO = new MasterId(new UUID(2, 2));

    private static Claim claim(MasterId who, long expected, long floor) {
        return new Claim(who, 7, expected, floor, "because");
    }

    private static Batch batch(long term, long number, int entries) {
        Entry entry = new Entry("s", "i", 0, new byte[] {1, 2, 3});
        return new Batch(term, number, java.util.Collections.nCopies(entries, entry));
    }

    @Test
    void theFirstOfTwoClaimsForOneTermCounts() {
        Ledger first = Ledger.EMPTY.after(claim(ONE, 0, 0));
        assertThat(first.term()).isEqualTo(1);
        assertThat(first.admits(claim(TWO, 0, 0))).isFalse();
        assertThat(first.admits(claim(TWO, 1, 0))).isTrue();
    }

    @Test
    void aFloorLiftsTheTerm() {
        assertThat(Ledger.EMPTY.after(claim(ONE, 0, 41)).term()).isEqualTo(42);
        assertThat(Ledger.EMPTY
                        .after(claim(ONE, 0, 41))
                        .after(claim(TWO, 42, 3))
                        .term())
                .isEqualTo(43);
    }

    @Test
    void aBatchCountsOnceAndInItsTermOnly() {
        Ledger one = Ledger.EMPTY.after(claim(ONE, 0, 0));
        assertThat(one.admits(batch(1, 2, 1))).as("a gap").isFalse();
        Ledger wrote = one.after(batch(1, 1, 3));
        assertThat(wrote.position()).isEqualTo(new Position(new Term(1), 3));
        assertThat(wrote.admits(batch(1, 1, 3))).as("a repetition").isFalse();
        Ledger two = wrote.after(claim(TWO, 1, 0));
        assertThat(two.admits(batch(1, 2, 1))).as("of a deposed active").isFalse();
        assertThat(two.after(batch(2, 1, 1)).position()).isEqualTo(new Position(new Term(2), 4));
    }

    @Test
    void itReadsWhatItWrote() throws IOException {
        Ledger ledger = Ledger.EMPTY.after(claim(ONE, 0, 0)).after(batch(1, 1, 3));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ledger.write(new DataOutputStream(bytes));
        assertThat(Ledger.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(ledger);
    }

    @Test
    void recordsAreReadAsWritten() throws IOException {
        Claim claim = claim(ONE, 4, 2);
        assertThat(Record.decode(claim.encode())).isEqualTo(claim);
        Batch read = (Batch) Record.decode(batch(3, 9, 2).encode());
        assertThat(read.number()).isEqualTo(9);
        assertThat(read.entries()).hasSize(2);
        assertThat(List.of(read.entries().get(1).payload())).containsExactly(new byte[] {1, 2, 3});
    }
}
