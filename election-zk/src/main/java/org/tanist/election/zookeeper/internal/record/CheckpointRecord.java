package org.tanist.election.zookeeper.internal.record;

import java.io.IOException;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;

/**
 * Where the newest checkpoint is.
 *
 * @param position the last entry that it contains
 * @param batch the first index of the batch that holds that entry; nothing before it is needed any more
 * @param name its directory below {@link Layout#checkpoints()}; empty before the first checkpoint
 * @param parts number of parts
 * @param bytes size of all parts
 */
public record CheckpointRecord(Position position, long batch, String name, int parts, long bytes) {
    /** Before the first checkpoint. */
    public static final CheckpointRecord NONE = new CheckpointRecord(Position.START, 1, "", 0, 0);

    /** The bytes of its znode. */
    public byte[] encode() {
        return new Lines()
                .put("term", position.term())
                .put("index", position.index())
                .put("batch", batch)
                .put("name", name)
                .put("parts", parts)
                .put("bytes", bytes)
                .bytes();
    }

    /** Reads {@link #encode}. */
    public static CheckpointRecord decode(byte[] bytes) throws IOException {
        Lines lines = Lines.parse(bytes);
        return new CheckpointRecord(
                new Position(new Term(lines.number("term")), lines.number("index")),
                lines.number("batch"),
                lines.text("name"),
                (int) lines.number("parts"),
                lines.number("bytes"));
    }
}
