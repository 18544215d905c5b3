package org.tanist.election.raft.internal;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.peer.Pulse;

/** What the other masters said last, and when. Thread-safe. */
final class Roster {
    /**
     * The newest word of another master.
     *
     * @param pulse what it said
     * @param heardNanos when, on the monotonic clock
     */
    record Contact(Pulse pulse, long heardNanos) {}

    private final LongSupplier nanoTime;
    private final Map<MasterId, Contact> contacts = new ConcurrentHashMap<>();
    private final Map<MasterId, Long> dead = new ConcurrentHashMap<>();

    Roster(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes a pulse; true if it says something new that may change who should be active. */
    boolean heard(Pulse pulse) {
        Contact before = contacts.put(pulse.self().id(), new Contact(pulse, nanoTime.getAsLong()));
        if (before == null) {
            return true;
        }
        Pulse old = before.pulse();
        return old.incarnation() != pulse.incarnation()
                || old.eligible() != pulse.eligible()
                || !old.dead().equals(pulse.dead());
    }

    Optional<Contact> contact(MasterId id) {
        return Optional.ofNullable(contacts.get(id));
    }

    /** Nanoseconds since a master was heard; {@link Long#MAX_VALUE} if never. */
    long ageNanos(MasterId id) {
        Contact contact = contacts.get(id);
        return contact == null ? Long.MAX_VALUE : nanoTime.getAsLong() - contact.heardNanos();
    }

    /** Of these members, the one with most of the log that was heard within this time, may lead and is not known to be dead. */
    Optional<MasterId> heir(Membership members, long withinNanos) {
        return members.members().stream()
                .map(Member::id)
                .filter(id -> ageNanos(id) < withinNanos && !foundDead(id))
                .filter(id -> contact(id).map(c -> c.pulse().eligible()).orElse(false))
                .max(Comparator.comparingLong(
                        id -> contact(id).map(c -> c.pulse().raftIndex()).orElse(-1L)));
    }

    /** This master saw for itself that another one is dead. */
    void died(MasterId id) {
        dead.put(id, nanoTime.getAsLong());
    }

    /** The other one is back. */
    void returned(MasterId id) {
        dead.remove(id);
    }

    Set<MasterId> dead() {
        return Set.copyOf(dead.keySet());
    }

    boolean foundDead(MasterId id) {
        return dead.containsKey(id);
    }

    /** How many members say that this one is dead, this master included. */
    int deathVotes(MasterId id, Iterable<MasterId> members) {
        int votes = dead.containsKey(id) ? 1 : 0;
        for (MasterId member : members) {
            Contact contact = contacts.get(member);
            if (!member.equals(id) && contact != null && contact.pulse().dead().contains(id)) {
                votes++;
            }
        }
        return votes;
    }

    void forget(MasterId id) {
        contacts.remove(id);
        dead.remove(id);
    }
}
