package org.tanist.applications.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.tanist.applications.state.InstanceKey;

/** Sees every process start and end, whatever masters and workers believe. Keeps the first breach of what is promised. */
final class Oracle {
    private static final int KEPT = 60;

    private final World world;
    private final Map<InstanceKey, String> live = new HashMap<>();
    private final Map<InstanceKey, Long> newest = new HashMap<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private String fault = "";
    private int starts;
    private int stops;
    private int acknowledged;

    Oracle(World world) {
        this.world = world;
    }

    void note(String what) {
        trace.add(world.clock().nanos() / 1_000_000 + " ms: " + what);
        if (trace.size() > KEPT) {
            trace.remove();
        }
    }

    void started(InstanceKey key, long incarnation, String worker) {
        note(worker + " starts " + key + "@" + incarnation);
        starts++;
        String run = worker + " " + incarnation;
        String other = live.put(key, run);
        if (other != null) {
            blame("two incarnations of " + key + " live at once: " + other + " and " + run);
        }
        Long before = newest.put(key, incarnation);
        if (before != null && before >= incarnation) {
            blame("incarnation " + incarnation + " of " + key + " started after " + before);
        }
    }

    void ended(InstanceKey key, long incarnation, String worker) {
        note(worker + " ended " + key + "@" + incarnation);
        live.remove(key, worker + " " + incarnation);
    }

    /** A worker stops a run because it is not assigned to it any more. */
    void stopped() {
        stops++;
    }

    void acknowledged(InstanceKey key, long incarnation, boolean committed) {
        acknowledged++;
        if (!committed) {
            blame("the end of " + key + "@" + incarnation + " was acknowledged, but is not in the journal");
        }
    }

    /** An application that was deleted and submitted again begins anew, but its incarnations go on. */
    boolean lives(InstanceKey key, long incarnation, String worker) {
        return (worker + " " + incarnation).equals(live.get(key));
    }

    void blame(String what) {
        if (fault.isEmpty()) {
            fault = "at " + world.clock().nanos() / 1_000_000 + " ms: " + what + "\n  " + String.join("\n  ", trace);
        }
    }

    String fault() {
        return fault;
    }

    int starts() {
        return starts;
    }

    int stops() {
        return stops;
    }

    int acknowledgements() {
        return acknowledged;
    }
}
