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
    private final Map<MasterId, Long> answers = new ConcurrentHashMap<>();
    private final Map<MasterId, Long> dead = new ConcurrentHashMap<>();
    private volatile Set<MasterId> silent = Set.of();

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
                || !old.dead().equals(pulse.dead())
                || !old.silent().equals(pulse.silent());
    }

    /** Another master answered a ping. */
    void answered(MasterId id) {
        answers.put(id, nanoTime.getAsLong());
    }

    /** Nanoseconds since a master answered a ping; {@link Long#MAX_VALUE} if never. */
    long answerAgeNanos(MasterId id) {
        Long answered = answers.get(id);
        return answered == null ? Long.MAX_VALUE : nanoTime.getAsLong() - answered;
    }

    /** Those that this master has not heard for the time-out; true if they are others than before. */
    boolean silent(Set<MasterId> now) {
        boolean news = !silent.equals(now);
        silent = Set.copyOf(now);
        return news;
    }

    Set<MasterId> silent() {
        return silent;
    }

    /** How many members, this master included, said within this time that they have not heard one for the time-out. */
    long silentVotes(MasterId id, Membership members, long withinNanos) {
        long others = members.members().stream()
                .map(Member::id)
                .filter(member -> !member.equals(id) && ageNanos(member) < withinNanos)
                .filter(member -> contact(member)
                        .filter(contact -> contact.pulse().silent().contains(id))
                        .isPresent())
                .count();
        return others + (silent.contains(id) ? 1 : 0);
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
                .filter(id -> fit(id, withinNanos))
                .max(Comparator.comparingLong(
                        id -> contact(id).map(c -> c.pulse().raftIndex()).orElse(-1L)));
    }

    /** Whether a member was heard within this time, may be active, which a sick one may not, and is not known to be dead. */
    boolean fit(MasterId id, long withinNanos) {
        return ageNanos(id) < withinNanos
                && !foundDead(id)
                && contact(id).filter(contact -> contact.pulse().eligible()).isPresent();
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
        answers.remove(id);
        dead.remove(id);
    }
}
