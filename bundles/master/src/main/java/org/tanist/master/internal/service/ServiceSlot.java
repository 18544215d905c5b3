package org.tanist.master.internal.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Snapshot;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * The place of one master service: with the service, without it (its plugin is not here yet), or with it in quarantine.
 *
 * <p>While there is no healthy service, the state it last had and the commands since are kept, so that a plugin that comes later, or
 * comes back mended, misses nothing. Guarded by the host's lock, but for {@link #service()}.
 */
final class ServiceSlot {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceSlot.class);
    private static final int KEPT_COMMANDS = 100_000;
    private static final int KEPT_STATE = 4 << 20;
    private static final byte[] EMPTY = {};

    private final String name;
    private volatile @Nullable MasterService service;
    private volatile @Nullable String quarantine;
    private byte[] base = EMPTY;
    private final List<Command> backlog = new ArrayList<>();

    ServiceSlot(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The healthy service, or null. */
    @Nullable
    MasterService service() {
        return quarantine == null ? service : null;
    }

    boolean present() {
        return service != null;
    }

    @Nullable
    String quarantine() {
        return quarantine;
    }

    /** A service has come: it takes the kept state and the kept commands. */
    void bind(MasterService newcomer) {
        service = newcomer;
        quarantine = null;
        List<Command> missed = List.copyOf(backlog);
        backlog.clear();
        try {
            newcomer.restore(new ByteArrayInputStream(base));
        } catch (IOException | RuntimeException | LinkageError e) {
            backlog.addAll(missed);
            setAside("it cannot read its state: " + e, e);
            return;
        }
        for (Command command : missed) {
            apply(command);
        }
    }

    /** The service has gone: its state is kept. */
    void unbind(MasterService gone) {
        if (service == gone) {
            if (quarantine == null) {
                base = stateNow(gone);
            }
            service = null;
        }
    }

    Reply apply(Command command) {
        MasterService healthy = service();
        if (healthy == null) {
            keep(command);
            return Reply.failure(
                    Reply.Status.FAILED,
                    "service " + name
                            + (present() ? " is quarantined: " + quarantine : " is not installed on this master"));
        }
        try {
            return healthy.apply(command);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            base = stateNow(healthy);
            keep(command);
            setAside("it failed at entry " + command.position().index() + ": " + e, e);
            return Reply.failure(Reply.Status.FAILED, "service " + name + " failed and is quarantined: " + e);
        }
    }

    /** Takes the service out of use until it is replaced. */
    void setAside(String why, Throwable cause) {
        quarantine = why;
        LOG.error(
                "service {} is quarantined: {}; the cluster goes on without it, replace the plugin", name, why, cause);
    }

    /** Freezes the state; the bytes are written later. */
    Snapshot.Source freeze() {
        MasterService healthy = service();
        List<Command> kept = List.copyOf(backlog);
        String reason = quarantine;
        byte[] keptBase = base;
        Snapshot.Source state = keptBase.length == 0 && healthy == null ? out -> {} : out -> out.write(keptBase);
        if (healthy != null) {
            try {
                state = healthy.snapshot();
            } catch (RuntimeException | LinkageError e) {
                setAside("it cannot write its state: " + e, e);
                reason = quarantine;
            }
        }
        Snapshot.Source frozen = state;
        String why = reason == null ? "" : reason;
        return out -> write(new DataOutputStream(out), frozen, why, kept);
    }

    private void write(DataOutputStream out, Snapshot.Source state, String why, List<Command> kept) throws IOException {
        out.writeUTF(name);
        out.writeUTF(why);
        Chunks.write(out, state);
        out.writeInt(kept.size());
        for (Command command : kept) {
            out.writeLong(command.position().term().value());
            out.writeLong(command.position().index());
            out.writeUTF(command.id());
            out.writeLong(command.atMillis());
            byte[] request = command.request().encode();
            out.writeInt(request.length);
            out.write(request);
        }
        out.flush();
    }

    /** Reads what {@link #freeze} wrote, but for the name. */
    void read(DataInputStream in) throws IOException {
        String why = in.readUTF();
        InputStream state = Chunks.read(in);
        byte[] head = state.readNBytes(KEPT_STATE);
        boolean whole = head.length < KEPT_STATE;
        backlog.clear();
        quarantine = null;
        base = EMPTY;
        MasterService present = service;
        if (present == null || !why.isEmpty()) {
            base = whole ? head : joined(head, state);
        } else {
            restore(present, head, whole ? InputStream.nullInputStream() : state, whole);
        }
        state.skip(Long.MAX_VALUE);
        readBacklog(in);
        if (present != null && !why.isEmpty()) {
            bind(present);
        }
    }

    /** Without any state in the snapshot: begin empty. */
    void reset() {
        backlog.clear();
        base = EMPTY;
        MasterService present = service;
        if (present != null) {
            bind(present);
        }
    }

    private void restore(MasterService present, byte[] head, InputStream rest, boolean whole) throws IOException {
        try {
            present.restore(new SequenceInputStream(new ByteArrayInputStream(head), rest));
        } catch (IOException | RuntimeException | LinkageError e) {
            if (!whole) {
                throw new IOException("service " + name + " cannot read its state from the snapshot: " + e, e);
            }
            base = head;
            setAside("it cannot read its state: " + e, e);
        }
    }

    private void readBacklog(DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Position position = new Position(new Term(in.readLong()), in.readLong());
            String id = in.readUTF();
            long atMillis = in.readLong();
            byte[] request = new byte[in.readInt()];
            in.readFully(request);
            backlog.add(new Command(position, id, atMillis, Request.decode(request)));
        }
    }

    private void keep(Command command) {
        if (backlog.size() < KEPT_COMMANDS) {
            backlog.add(command);
        } else if (backlog.size() == KEPT_COMMANDS) {
            LOG.error("service {} has missed over {} commands; later ones are not kept for it", name, KEPT_COMMANDS);
            backlog.add(command);
        }
    }

    private byte[] stateNow(MasterService of) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            of.snapshot().writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("service {} could not write its state as it stopped", name, e);
            return base;
        }
    }

    private static byte[] joined(byte[] head, InputStream rest) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest).readAllBytes();
    }
}
