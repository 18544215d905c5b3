package org.tanist.election.raft.internal.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.tanist.cluster.MasterId;

/**
 * Names the active, if the term is still the expected one.
 *
 * @param master who shall be active
 * @param incarnation which life of its process: a restarted master does not take up its old term
 * @param expected the term that this claim ends; another one makes the claim void
 * @param floor the new term is above this one too
 * @param cause one sentence for operators
 */
public record Claim(MasterId master, long incarnation, long expected, long floor, String cause) implements Record {

    @Override
    public int kind() {
        return CLAIM;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeLong(master.value().getMostSignificantBits());
        out.writeLong(master.value().getLeastSignificantBits());
        out.writeLong(incarnation);
        out.writeLong(expected);
        out.writeLong(floor);
        out.writeUTF(cause);
    }

    static Claim read(DataInputStream in) throws IOException {
        MasterId master = new MasterId(new UUID(in.readLong(), in.readLong()));
        return new Claim(master, in.readLong(), in.readLong(), in.readLong(), in.readUTF());
    }
}
