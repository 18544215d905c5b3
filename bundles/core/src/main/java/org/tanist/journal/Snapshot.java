package org.tanist.journal;

import java.io.IOException;
import java.io.OutputStream;
import org.tanist.cluster.Position;

/**
 * The state right after the entry at {@code position}.
 *
 * @param position the last entry that the state contains
 * @param source writes the bytes; may be called later and from another thread, gives the same bytes each time
 */
public record Snapshot(Position position, Source source) {

    /** Writes a frozen state. */
    @FunctionalInterface
    public interface Source {
        /** Writes all bytes; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }
}
