package org.tanist.election.zookeeper.internal.watch;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;

/** Keeps one link to each other member. Thread-safe; tells on the links' threads. */
public final class DeathWatch implements AutoCloseable {
    /** The side channel is at the HTTP port plus this. */
    public static final int PORT_OFFSET = Link.PORT_OFFSET;

    private final ClusterId cluster;
    private final MasterId self;
    private final Watcher watcher;
    private final Map<MasterId, Watched> links = new HashMap<>();
    private boolean closed;

    private record Watched(Endpoint address, Link link) {}

    /** Told about the others. */
    public interface Watcher {
        /** A member answers, for the first time or again. */
        void returned(MasterId id);

        /** The connection to a member broke; {@code ended} if it surely ended. */
        void broke(MasterId id, boolean ended);
    }

    /** A watch without members yet. */
    public DeathWatch(ClusterId cluster, MasterId self, Watcher watcher) {
        this.cluster = cluster;
        this.self = self;
        this.watcher = watcher;
    }

    /** Watches these members at these addresses, and nobody else any more. */
    public synchronized void watch(Collection<Member> others) {
        if (closed) {
            return;
        }
        Set<MasterId> wanted = new HashSet<>();
        for (Member member : others) {
            wanted.add(member.id());
            Watched old = links.get(member.id());
            if (old == null || !old.address().equals(member.address())) {
                if (old != null) {
                    old.link().close();
                }
                links.put(member.id(), new Watched(member.address(), open(member)));
            }
        }
        links.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().link().close();
            }
            return gone;
        });
    }

    private Link open(Member member) {
        MasterId id = member.id();
        return new Link(cluster, self, member, new Link.Watcher() {
            @Override
            public void returned() {
                watcher.returned(id);
            }

            @Override
            public void broke(boolean ended) {
                watcher.broke(id, ended);
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        links.values().forEach(watched -> watched.link().close());
        links.clear();
    }
}
