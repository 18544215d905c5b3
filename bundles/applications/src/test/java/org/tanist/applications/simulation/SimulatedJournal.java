package org.tanist.applications.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.command.Orders;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.State;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** What is committed, in one order; only the newest term commits. It keeps the true state, apart from all masters. */
final class SimulatedJournal {
    private final List<Command> entries = new ArrayList<>();
    private final Map<String, Long> indexes = new HashMap<>();
    private final JarCatalogue jars = new JarCatalogue();
    private long term;
    private State truth = State.EMPTY;

    long term() {
        return term;
    }

    /** Begins a term: from now on no older one commits anything. */
    long open() {
        return ++term;
    }

    /** Commits, unless a command of this id is committed already; false if the term is over. */
    boolean commit(long byTerm, String id, long atMillis, Request request) {
        if (byTerm != term) {
            return false;
        }
        if (indexes.putIfAbsent(id, entries.size() + 1L) == null) {
            Position at = new Position(new Term(byTerm), entries.size() + 1L);
            entries.add(new Command(at, id, atMillis, request));
            if (request.path().startsWith("internal/jars/")) {
                jars.put(request.path().substring("internal/jars/".length()), request.body(), atMillis);
            } else {
                Draft draft = new Draft(truth, at, atMillis);
                Reply reply = Orders.apply(draft, request, jars);
                truth = reply.succeeded() ? draft.state() : truth;
            }
        }
        return true;
    }

    /** Committed commands from an index on. */
    List<Command> from(long index) {
        return entries.subList((int) index, entries.size());
    }

    int size() {
        return entries.size();
    }

    State truth() {
        return truth;
    }
}
