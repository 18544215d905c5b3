package org.tanist.election.raft.internal.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/**
 * What a master tells the others several times in each time-out.
 *
 * @param self who sends, and where it answers now
 * @param incarnation which life of its process
 * @param eligible whether it may become active
 * @param floor only terms above this one are granted to it
 * @param term the newest term it applied
 * @param raftTerm term of its last Raft log entry
 * @param raftIndex index of its last Raft log entry
 * @param configuration Raft index of the membership it knows
 * @param member whether the receiver belongs to that membership
 * @param dead those that it found dead
 * @param silent those that it has not heard for the time-out
 */
public record Pulse(
        Member self,
        long incarnation,
        boolean eligible,
        long floor,
        long term,
        long raftTerm,
        long raftIndex,
        long configuration,
        boolean member,
        Set<MasterId> dead,
        Set<MasterId> silent) {

    /** The bytes that {@link #decode} reads. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeId(out, self.id());
            out.writeUTF(self.name());
            out.writeUTF(self.address().host());
            out.writeInt(self.address().port());
            out.writeLong(incarnation);
            out.writeBoolean(eligible);
            out.writeLong(floor);
            out.writeLong(term);
            out.writeLong(raftTerm);
            out.writeLong(raftIndex);
            out.writeLong(configuration);
            out.writeBoolean(member);
            writeIds(out, dead);
            writeIds(out, silent);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IOException if the bytes are cut or malformed
     */
    public static Pulse decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Member self = new Member(readId(in), in.readUTF(), new Endpoint(in.readUTF(), in.readInt()));
        long incarnation = in.readLong();
        boolean eligible = in.readBoolean();
        long floor = in.readLong();
        long term = in.readLong();
        long raftTerm = in.readLong();
        long raftIndex = in.readLong();
        long configuration = in.readLong();
        boolean member = in.readBoolean();
        Set<MasterId> dead = readIds(in);
        // A master of an older version does not tell whom it does not hear.
        Set<MasterId> silent = in.available() > 0 ? readIds(in) : Set.of();
        return new Pulse(
                self, incarnation, eligible, floor, term, raftTerm, raftIndex, configuration, member, dead, silent);
    }

    private static void writeIds(DataOutputStream out, Set<MasterId> ids) throws IOException {
        out.writeInt(ids.size());
        for (MasterId id : ids) {
            writeId(out, id);
        }
    }

    private static Set<MasterId> readIds(DataInputStream in) throws IOException {
        Set<MasterId> ids = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            ids.add(readId(in));
        }
        return Set.copyOf(ids);
    }

    private static void writeId(DataOutputStream out, MasterId id) throws IOException {
        out.writeLong(id.value().getMostSignificantBits());
        out.writeLong(id.value().getLeastSignificantBits());
    }

    private static MasterId readId(DataInputStream in) throws IOException {
        return new MasterId(new UUID(in.readLong(), in.readLong()));
    }
}
