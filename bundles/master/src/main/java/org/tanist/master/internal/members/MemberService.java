package org.tanist.master.internal.members;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tanist.cluster.MasterId;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * The internal master service {@value #SERVICE}. Methods: {@code PATCH <id>} with the parameters {@code held}, {@code reason} (of the
 * hold), {@code priority}, {@code name}, {@code joined}, each optional, and {@code DELETE <id>}. Reading is wait-free.
 */
public final class MemberService implements MasterService {
    /** Its name in the journal. */
    public static final String SERVICE = "members";

    private volatile Map<MasterId, MemberFlags> flags = Map.of();

    /** The flags of a member. */
    public MemberFlags of(MasterId id) {
        return flags.getOrDefault(id, MemberFlags.NONE);
    }

    /** A request that changes one flag of a member. */
    public static Request patch(MasterId id, Map<String, String> changes) {
        return new Request("PATCH", id.toString(), changes, new byte[0]);
    }

    /** A request that forgets a member. */
    public static Request forget(MasterId id) {
        return Request.of("DELETE", id.toString());
    }

    @Override
    public Reply apply(Command command) {
        Request request = command.request();
        MasterId id = MasterId.of(request.path());
        Map<MasterId, MemberFlags> next = new TreeMap<>(flags);
        switch (request.method()) {
            case "PATCH" -> next.put(id, patched(of(id), request));
            case "DELETE" -> next.remove(id);
            default -> {
                return Reply.failure(
                        Reply.Status.NOT_ALLOWED, "members takes PATCH and DELETE, not " + request.method());
            }
        }
        flags = Map.copyOf(next);
        return Reply.done();
    }

    private static MemberFlags patched(MemberFlags old, Request request) {
        boolean held = Boolean.parseBoolean(request.parameter("held", Boolean.toString(old.held())));
        return new MemberFlags(
                held,
                held ? request.parameter("reason", old.holdReason()) : "",
                Integer.parseInt(request.parameter("priority", Integer.toString(old.priority()))),
                request.parameter("name", old.name()),
                Boolean.parseBoolean(request.parameter("joined", Boolean.toString(old.joined()))));
    }

    @Override
    public Reply query(Request request) {
        return Reply.failure(Reply.Status.NOT_ALLOWED, "ask GET /api/v1/cluster for the members");
    }

    @Override
    public Snapshot.Source snapshot() {
        Map<MasterId, MemberFlags> frozen = new TreeMap<>(flags);
        return out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(frozen.size());
            for (Map.Entry<MasterId, MemberFlags> entry : frozen.entrySet()) {
                data.writeLong(entry.getKey().value().getMostSignificantBits());
                data.writeLong(entry.getKey().value().getLeastSignificantBits());
                data.writeBoolean(entry.getValue().held());
                data.writeUTF(entry.getValue().holdReason());
                data.writeInt(entry.getValue().priority());
                data.writeUTF(entry.getValue().name());
                data.writeBoolean(entry.getValue().joined());
            }
            data.flush();
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        Map<MasterId, MemberFlags> read = new TreeMap<>();
        DataInputStream data = new DataInputStream(in);
        int first = in.read();
        if (first >= 0) {
            int count = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                MasterId id = new MasterId(new UUID(data.readLong(), data.readLong()));
                read.put(
                        id,
                        new MemberFlags(
                                data.readBoolean(),
                                data.readUTF(),
                                data.readInt(),
                                data.readUTF(),
                                data.readBoolean()));
            }
        }
        flags = Map.copyOf(read);
    }

    @Override
    public AutoCloseable activate(ActiveContext context) {
        return () -> {};
    }
}
