package org.tanist.master.internal.leadership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.master.internal.leadership.Ledger.Line;

/** Knows what was promised to clients, and finds what breaks a promise. */
final class Oracle {
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<Term, String> serving = new HashMap<>();
    private final Map<Term, Long> servedFrom = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long newestAcknowledged;

    void blame(String fault) {
        faults.add(fault);
    }

    /** A client was told that its operation stands at this index. */
    void acknowledge(String operation, long index) {
        Long before = acknowledged.put(operation, index);
        if (before != null && before != index) {
            blame(operation + " was acknowledged at " + before + " and again at " + index);
        }
        newestAcknowledged = Math.max(newestAcknowledged, index);
    }

    /** What a read that begins now must see. */
    long newestAcknowledged() {
        return newestAcknowledged;
    }

    int acknowledgements() {
        return acknowledged.size();
    }

    /** A client's read, which began when {@code atLeast} was acknowledged, was answered. */
    void read(String master, long seen, long atLeast) {
        if (seen < atLeast) {
            blame(master + " answered a read with the state at " + seen + " though " + atLeast
                    + " was acknowledged before");
        }
    }

    /** A master serves from now on, with everything up to {@code end} committed. */
    void serves(String master, Term term, long end) {
        String other = serving.put(term, master);
        if (other != null) {
            blame("term " + term + " is served by " + other + " and by " + master);
        }
        servedFrom.put(term, end);
    }

    /** Looks at what a replica has applied at the end of the run. */
    void inspect(String master, List<Line> ledger) {
        Map<String, Long> applied = new HashMap<>();
        long last = 0;
        for (Line line : ledger) {
            Position at = line.position();
            if (applied.put(line.operation(), at.index()) != null) {
                blame(master + " applied " + line.operation() + " twice");
            }
            if (at.index() <= last) {
                blame(master + " applied " + at + " after index " + last);
            }
            last = at.index();
        }
        acknowledged.forEach((operation, index) -> {
            if (!index.equals(applied.get(operation))) {
                blame(operation + " was acknowledged at " + index + ", but " + master + " has it at "
                        + applied.get(operation));
            }
        });
        servedFrom.forEach((term, end) -> ledger.stream()
                .filter(line -> line.position().index() > end
                        && term.isNewerThan(line.position().term()))
                .findFirst()
                .ifPresent(late -> blame(late.position() + " was committed after term " + term + " served at " + end)));
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
