package org.tanist.master.internal.service;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Snapshot;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** The replicated state of this master: all master services, fed by the journal. Thread-safe; see the package page. */
public final class ServiceHost implements EntryConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);
    private static final int MAGIC = 0x54414e31;
    private static final int BUFFER = 1 << 16;

    private final Object lock = new Object();
    private final TreeMap<String, ServiceSlot> slots = new TreeMap<>();
    private final RememberedReplies remembered = new RememberedReplies();
    private final Appliance appliance = new Appliance();
    private final EventLog events;
    private final Listener listener;
    private volatile Position position = Position.START;
    private volatile long restores;

    /** Told of every entry that was applied. Called on the delivery thread; must return promptly. */
    public interface Listener {
        /** An entry was applied here. */
        void applied(Position position, Entry entry, Reply reply);
    }

    /** Starts empty. */
    public ServiceHost(EventLog events, Listener listener) {
        this.events = events;
        this.listener = listener;
    }

    /** A service has come. */
    public void bind(String name, MasterService service) {
        synchronized (lock) {
            slot(name).bind(service);
        }
        LOG.info("service {} is here", name);
    }

    /** A service has gone. */
    public void unbind(String name, MasterService service) {
        synchronized (lock) {
            slot(name).unbind(service);
        }
        LOG.info("service {} is gone", name);
    }

    /** Takes a service out of use; it stays visible with the reason. */
    public void quarantine(String name, String why, Throwable cause) {
        synchronized (lock) {
            slot(name).setAside(why, cause);
        }
    }

    /** Where this master's state stands. */
    public Position position() {
        return position;
    }

    /** Whether no entry has ever been applied. */
    public boolean fresh() {
        return position.index() == 0;
    }

    /** Completes once everything up to the index is applied here. */
    public CompletableFuture<Void> reached(long index) {
        return appliance.reached(index);
    }

    /** The healthy service with this name; a {@code TanistException} says why there is none. */
    public MasterService service(String name) {
        ServiceSlot slot;
        synchronized (lock) {
            slot = slots.get(name);
        }
        if (slot == null || !slot.present()) {
            throw new TanistException(
                    ErrorCode.NOT_FOUND,
                    "there is no service '" + name + "' here: put its bundle into plugins/ of every master");
        }
        MasterService healthy = slot.service();
        if (healthy == null) {
            throw new TanistException(
                    ErrorCode.CONFLICT, "service '" + name + "' is quarantined: " + slot.quarantine());
        }
        return healthy;
    }

    /** Names of the services that are here and healthy. */
    public List<String> healthy() {
        return states().stream()
                .filter(s -> s.present() && s.quarantine().isEmpty())
                .map(State::name)
                .toList();
    }

    /** One service as operators see it. */
    public record State(String name, boolean present, Optional<String> quarantine) {}

    /** All services, sorted by name. */
    public List<State> states() {
        Collection<ServiceSlot> all;
        synchronized (lock) {
            all = List.copyOf(slots.values());
        }
        return all.stream()
                .map(s -> new State(s.name(), s.present(), Optional.ofNullable(s.quarantine())))
                .toList();
    }

    /** Applies an entry; one that was applied before, by an earlier candidacy of this process, is passed over. */
    @Override
    public void apply(Position at, Entry entry) {
        if (at.index() <= position.index()) {
            return;
        }
        Reply reply;
        synchronized (lock) {
            Optional<Reply> before = remembered.find(entry.id());
            reply = before.orElseGet(() -> first(at, entry));
            position = at;
        }
        appliance.advance(at.index());
        listener.applied(at, entry, reply);
    }

    private Reply first(Position at, Entry entry) {
        Reply reply;
        try {
            Command command = new Command(at, entry.id(), entry.atMillis(), Request.decode(entry.payload()));
            reply = slot(entry.service()).apply(command);
            if (reply.succeeded()) {
                events.add(entry.service(), command, reply);
            }
        } catch (IllegalArgumentException e) {
            LOG.error("entry {} of service {} cannot be read and is skipped", at, entry.service(), e);
            reply = Reply.failure(Reply.Status.INVALID, "the command cannot be read: " + e.getMessage());
        }
        remembered.add(entry.id(), at.index(), reply);
        return reply;
    }

    /** Freezes the whole state, quickly; the snapshot is written later by another thread. */
    public Snapshot freeze() {
        synchronized (lock) {
            RememberedReplies replies = remembered.copy();
            List<Snapshot.Source> sources = new ArrayList<>();
            for (ServiceSlot slot : slots.values()) {
                sources.add(slot.freeze());
            }
            Position at = position;
            // Many short fields, each of which would go through the packing or into the file on its own.
            return new Snapshot(
                    at,
                    out -> write(new DataOutputStream(new BufferedOutputStream(out, BUFFER)), at, replies, sources));
        }
    }

    private static void write(
            DataOutputStream out, Position at, RememberedReplies replies, List<Snapshot.Source> sources)
            throws IOException {
        out.writeInt(MAGIC);
        out.writeLong(at.term().value());
        out.writeLong(at.index());
        replies.write(out);
        out.writeInt(sources.size());
        for (Snapshot.Source source : sources) {
            source.writeTo(out);
        }
        out.flush();
    }

    /** Takes the state of a snapshot, unless the present state is at least as new. */
    @Override
    public void restore(Position at, InputStream snapshot) throws IOException {
        if (at.index() <= position.index() && !fresh()) {
            return;
        }
        synchronized (lock) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(snapshot, BUFFER));
            if (in.readInt() != MAGIC) {
                throw new IOException("the snapshot at " + at + " is not Tanist's, or of another version");
            }
            Position written = new Position(new Term(in.readLong()), in.readLong());
            if (written.index() != at.index()) {
                throw new IOException("the snapshot at " + at + " says it is at " + written);
            }
            remembered.read(in);
            Set<String> absent = new HashSet<>(slots.keySet());
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                slot(name).read(in);
                absent.remove(name);
            }
            absent.forEach(name -> slot(name).reset());
            position = at;
            restores++;
        }
        appliance.advance(at.index());
        LOG.info("state restored from the snapshot at {}", at);
    }

    /** How often the state was taken from a snapshot since the start. */
    public long restores() {
        return restores;
    }

    private ServiceSlot slot(String name) {
        return slots.computeIfAbsent(name, ServiceSlot::new);
    }
}
