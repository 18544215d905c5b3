package org.tanist.applications.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tanist.service.Reply;

/** Heartbeats whose answers are held back until there is something to say. Thread-safe; whoever takes one out answers it. */
final class Polls {
    /** A worker has two connections; more than that are left over from connections that broke. */
    private static final int MOST_FOR_ONE = 4;

    private final Map<String, Deque<Poll>> held = new HashMap<>();
    private boolean closed;

    /**
     * One held heartbeat.
     *
     * @param worker name
     * @param seen version of the assignments that it goes by
     * @param answer completed by whoever took it out
     */
    record Poll(String worker, long seen, CompletableFuture<Reply> answer) {}

    /** Keeps a heartbeat; the ones of the same worker that are too many are returned to be answered. Null once closed. */
    synchronized @Nullable List<Poll> hold(Poll poll) {
        if (closed) {
            return null;
        }
        Deque<Poll> own = held.computeIfAbsent(poll.worker(), name -> new ArrayDeque<>());
        own.add(poll);
        List<Poll> surplus = new ArrayList<>();
        while (own.size() > MOST_FOR_ONE) {
            surplus.add(own.remove());
        }
        return surplus;
    }

    /** Takes out all of a worker. */
    synchronized List<Poll> take(String worker) {
        Deque<Poll> own = held.remove(worker);
        return own == null ? List.of() : List.copyOf(own);
    }

    /** Takes one out; false if somebody else did. */
    synchronized boolean take(Poll poll) {
        Deque<Poll> own = held.get(poll.worker());
        if (own == null || !own.removeIf(other -> other == poll)) {
            return false;
        }
        if (own.isEmpty()) {
            held.remove(poll.worker());
        }
        return true;
    }

    /** Takes out all; from now on none is kept. */
    synchronized List<Poll> close() {
        closed = true;
        List<Poll> all = new ArrayList<>();
        held.values().forEach(all::addAll);
        held.clear();
        return all;
    }
}
