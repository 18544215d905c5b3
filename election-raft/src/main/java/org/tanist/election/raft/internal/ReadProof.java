package org.tanist.election.raft.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftConfiguration;
import org.tanist.cluster.MasterId;
import org.tanist.election.raft.internal.peer.Kind;
import org.tanist.election.raft.internal.peer.PeerChannels;
import org.tanist.election.raft.internal.peer.PeerException;
import org.tanist.journal.group.Rounds;

/** The Raft leader's part of a linearizable read: a commit index that was surely current after the call. See the package page. */
final class ReadProof {
    private static final byte[] NOTHING = {};
    private static final long HURRY_MILLIS = 15;

    private final RaftNode node;
    private final PeerChannels channels;
    private final Duration limit;
    private final ScheduledExecutorService timer;
    private final Set<MasterId> slow = ConcurrentHashMap.newKeySet();
    private final Rounds<Long> rounds = new Rounds<>(this::prove);

    ReadProof(RaftNode node, PeerChannels channels, Duration limit, ScheduledExecutorService timer) {
        this.timer = timer;
        this.node = node;
        this.channels = channels;
        this.limit = limit;
    }

    /** A read index; fails if this node does not surely lead. Calls share their round trips. */
    CompletableFuture<Long> index() {
        return rounds.next();
    }

    /** The answer to another leader's question. */
    byte[] term() {
        return ByteBuffer.allocate(Long.BYTES).putLong(node.raftTerm()).array();
    }

    private CompletableFuture<Long> prove() {
        CompletableFuture<Long> result = new CompletableFuture<>();
        long term = node.raftTerm();
        if (!node.leads() || node.raftTerm() != term) {
            result.completeExceptionally(new PeerException("not the Raft leader", true));
            return result;
        }
        long index = node.commitIndex();
        RaftConfiguration configuration = node.configuration();
        Round round = new Round(term, index, configuration, result);
        round.check();
        round.askAsManyAsNeeded();
        return result;
    }

    private final class Round {
        private final long term;
        private final long index;
        private final Set<MasterId> current;
        private final Set<MasterId> previous;
        private final Set<MasterId> others = new HashSet<>();
        private final Set<MasterId> agreed = ConcurrentHashMap.newKeySet();
        private final Set<MasterId> failed = ConcurrentHashMap.newKeySet();
        private final CompletableFuture<Long> result;
        private final AtomicBoolean askedAll = new AtomicBoolean();
        private volatile Runnable askRest = () -> {};

        Round(long term, long index, RaftConfiguration configuration, CompletableFuture<Long> result) {
            this.term = term;
            this.index = index;
            this.result = result;
            current = ids(configuration.getCurrentPeers());
            previous = ids(configuration.getPreviousPeers());
            others.addAll(current);
            others.addAll(previous);
            others.remove(node.id());
            agreed.add(node.id());
        }

        /** A majority is enough, so no more are asked, unless one of them does not answer soon. */
        void askAsManyAsNeeded() {
            List<MasterId> order = new ArrayList<>(others);
            order.sort(Comparator.comparing((MasterId id) -> slow.contains(id)).thenComparing(id -> id));
            int needed = previous.isEmpty() ? current.size() / 2 : order.size();
            order.subList(0, Math.min(needed, order.size())).forEach(this::ask);
            List<MasterId> rest = List.copyOf(order.subList(Math.min(needed, order.size()), order.size()));
            askRest = () -> {
                if (!result.isDone() && askedAll.compareAndSet(false, true)) {
                    order.stream()
                            .limit(needed)
                            .filter(id -> !agreed.contains(id))
                            .forEach(slow::add);
                    rest.forEach(this::ask);
                }
            };
            if (!rest.isEmpty() && !result.isDone()) {
                Threads.later(timer, askRest, HURRY_MILLIS);
            }
        }

        private void ask(MasterId other) {
            channels.call(other, Kind.TERM, NOTHING, limit).whenComplete((answer, failure) -> {
                if (failure == null && ByteBuffer.wrap(answer).getLong() == term) {
                    agreed.add(other);
                    slow.remove(other);
                } else {
                    failed.add(other);
                    askRest.run();
                }
                check();
            });
        }

        void check() {
            if (majority(current) && (previous.isEmpty() || majority(previous))) {
                if (node.raftTerm() == term) {
                    result.complete(index);
                } else {
                    result.completeExceptionally(new PeerException("a newer Raft term began", true));
                }
            } else if (agreed.size() + failed.size() > others.size()) {
                result.completeExceptionally(new PeerException("no majority confirmed this Raft leader", true));
            }
        }

        private boolean majority(Set<MasterId> members) {
            return members.stream().filter(agreed::contains).count() > members.size() / 2;
        }

        private Set<MasterId> ids(Collection<RaftPeer> peers) {
            Set<MasterId> ids = new HashSet<>();
            peers.forEach(peer -> ids.add(Peers.id(peer.getId())));
            return ids;
        }
    }
}
