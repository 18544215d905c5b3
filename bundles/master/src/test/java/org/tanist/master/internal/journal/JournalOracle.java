package org.tanist.master.internal.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.testkit.Replica.Applied;

/** Knows what was promised, and finds at once what breaks a promise. */
final class JournalOracle {
    private final TreeMap<Long, Applied> history = new TreeMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, Position> acknowledged = new TreeMap<>();
    private final TreeMap<Term, Position> starts = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private long newestAcknowledged;

    void blame(String fault) {
        faults.add(fault);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    long newestAcknowledged() {
        return newestAcknowledged;
    }

    int acknowledgements() {
        return acknowledged.size();
    }

    int terms() {
        return starts.size();
    }

    /** A term was opened: it must begin after all that lower terms acknowledged so far, and they must acknowledge nothing new. */
    void opened(Term term, Position start) {
        starts.put(term, start);
        acknowledged.forEach((id, position) -> {
            if (term.isNewerThan(position.term()) && position.index() > start.index()) {
                blame("term " + term + " starts at " + start + ", but " + id + " was acknowledged at " + position);
            }
        });
    }

    /** A term began to serve, and what had been acknowledged by anybody when it looked at the fence for the last time. */
    void began(Term term, Position start, long acknowledgedBefore) {
        if (start.index() < acknowledgedBefore) {
            blame("term " + term + " began at " + start + " though " + acknowledgedBefore + " was acknowledged before");
        }
    }

    /** A client was told that its entry stands at this position. */
    void acknowledge(String id, Position position) {
        Position before = acknowledged.put(id, position);
        if (before != null) {
            blame(id + " was acknowledged twice");
        }
        newestAcknowledged = Math.max(newestAcknowledged, position.index());
        place(new Applied(position, id), "the answer to a client");
    }

    /** A client was told that its entry surely has no effect. */
    void refuse(String id) {
        refused.add(id);
        if (places.containsKey(id)) {
            blame(id + " was refused for good and stands at " + places.get(id));
        }
    }

    /** A master has applied an entry, or got it inside a snapshot. */
    void applied(String master, Applied entry) {
        place(entry, master);
    }

    private void place(Applied entry, String who) {
        Position position = entry.position();
        Applied before = history.putIfAbsent(position.index(), entry);
        if (before != null && !before.equals(entry)) {
            blame("at " + position.index() + " stands " + before + ", but " + who + " has " + entry);
        }
        Long place = places.putIfAbsent(entry.id(), position.index());
        if (place != null && place != position.index()) {
            blame(entry.id() + " stands at " + place + " and at " + position.index());
        }
        if (refused.contains(entry.id())) {
            blame(entry.id() + " was refused for good, but " + who + " has it");
        }
        starts.tailMap(position.term(), false).forEach((later, start) -> {
            if (position.index() > start.index()) {
                blame(position + " was committed although term " + later + " had opened at " + start);
            }
        });
    }

    /** A read that began when this much was acknowledged was allowed with the state at this position. */
    void read(String master, Position readable, long atLeast) {
        if (readable.index() < atLeast) {
            blame(master + " allowed a read at " + readable + " though " + atLeast + " was acknowledged before");
        }
    }

    /** The end of the run: every replica holds every acknowledged entry. */
    void inspect(String master, List<Applied> replica) {
        Set<Applied> held = new HashSet<>(replica);
        acknowledged.forEach((id, position) -> {
            if (!held.contains(new Applied(position, id))) {
                blame(id + " was acknowledged at " + position + ", but " + master + " does not have it there");
            }
        });
        for (int i = 0; i < replica.size(); i++) {
            if (replica.get(i).position().index() != i + 1) {
                blame(master + " has " + replica.get(i) + " at place " + (i + 1));
                return;
            }
        }
    }
}
