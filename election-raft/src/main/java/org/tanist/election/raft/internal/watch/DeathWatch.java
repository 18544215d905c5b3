package org.tanist.election.raft.internal.watch;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/** Keeps one link to each other member. Thread-safe; tells on the links' threads. */
public final class DeathWatch implements AutoCloseable {
    private final Function<MasterId, Optional<Endpoint>> places;
    private final Consumer<MasterId> died;
    private final Consumer<MasterId> returned;
    private final Consumer<MasterId> answered;
    private final Map<MasterId, Link> links = new HashMap<>();
    private boolean closed;

    /**
     * A watch without members yet.
     *
     * @param places where each member's Raft port is at the moment
     * @param died told that a member surely ended
     * @param returned told that a member answers, for the first time or again
     * @param answered told that a member answered a ping
     */
    public DeathWatch(
            Function<MasterId, Optional<Endpoint>> places,
            Consumer<MasterId> died,
            Consumer<MasterId> returned,
            Consumer<MasterId> answered) {
        this.places = places;
        this.died = died;
        this.returned = returned;
        this.answered = answered;
    }

    /** Watches these members, and nobody else any more. */
    public synchronized void watch(Collection<Member> others) {
        if (closed) {
            return;
        }
        Set<MasterId> wanted = new HashSet<>();
        for (Member member : others) {
            wanted.add(member.id());
            links.computeIfAbsent(member.id(), id -> open(member));
        }
        links.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    /** Asks a member for a sign of life; does nothing if there is no connection to it. */
    public synchronized void ping(MasterId id) {
        Link link = links.get(id);
        if (link != null) {
            link.ping();
        }
    }

    private Link open(Member member) {
        MasterId id = member.id();
        return new Link(member.name(), () -> places.apply(id), new Link.Watcher() {
            @Override
            public void returned() {
                returned.accept(id);
            }

            @Override
            public void died() {
                died.accept(id);
            }

            @Override
            public void answered() {
                answered.accept(id);
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        links.values().forEach(Link::close);
        links.clear();
    }
}
