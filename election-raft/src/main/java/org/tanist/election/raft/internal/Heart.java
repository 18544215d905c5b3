package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.election.raft.internal.peer.Directory;
import org.tanist.election.raft.internal.peer.Kind;
import org.tanist.election.raft.internal.peer.PeerChannels;
import org.tanist.election.raft.internal.peer.Pulse;

/**
 * Exchanges pulses with the other members, several times in each time-out and at once when something changed. An exchange informs both
 * sides, so of two members one asks, and the other begins to when it is not asked any more.
 *
 * <p>It has a thread of its own, so that nothing that blocks elsewhere makes this master look dead.
 */
final class Heart {
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final Member self;
    private final RaftNode node;
    private final Outlook outlook;
    private final Roster roster;
    private final PeerChannels channels;
    private final Duration timeout;
    private final Runnable news;
    private final ScheduledExecutorService executor;
    private final long periodNanos;
    /** When each other member was last told upon its own asking. */
    private final Map<MasterId, Long> told = new ConcurrentHashMap<>();

    Heart(
            Member self,
            RaftNode node,
            Outlook outlook,
            Roster roster,
            PeerChannels channels,
            Duration timeout,
            Runnable news) {
        this.self = self;
        this.node = node;
        this.outlook = outlook;
        this.roster = roster;
        this.channels = channels;
        this.timeout = timeout;
        this.news = news;
        this.periodNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(20, Math.min(250, timeout.toMillis() / 6)));
        this.executor = Threads.scheduled("tanist-pulse", Thread.MAX_PRIORITY);
    }

    void start() {
        executor.scheduleAtFixedRate(() -> guarded(() -> beat(false)), 0, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Tells the others now. */
    void beatNow() {
        Threads.quietly(executor, () -> guarded(() -> beat(true)));
    }

    /** Asks one member now. */
    void ask(MasterId member) {
        Threads.quietly(executor, () -> guarded(() -> send(member)));
    }

    private void beat(boolean news) {
        long now = System.nanoTime();
        for (Member member : node.membership().members()) {
            long last = told.getOrDefault(member.id(), now - periodNanos);
            if (!member.id().equals(self.id()) && (news || now - last >= periodNanos * 3 / 4)) {
                send(member.id());
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it this master's part in the cluster.
            LOG.error("a pulse could not be sent", e);
        }
    }

    private void send(MasterId to) {
        channels.call(to, Kind.PULSE, pulse(to).encode(), timeout).whenComplete((answer, failure) -> {
            if (failure == null) {
                try {
                    hear(Pulse.decode(answer));
                } catch (IOException e) {
                    LOG.warn("master {} answered nonsense: {}", to, e.getMessage());
                }
            }
        });
    }

    /** Takes the pulse of another master and gives this one's for it. */
    Pulse exchange(Pulse theirs) {
        hear(theirs);
        told.put(theirs.self().id(), System.nanoTime());
        return pulse(theirs.self().id());
    }

    private void hear(Pulse pulse) {
        Member from = pulse.self();
        if (node.membership().find(from.id()).isPresent()) {
            // A member that moved tells so itself; the order to move it makes it official.
            Directory.put(from.id(), from.address().plus(Settings.PORT_OFFSET));
        }
        if (!pulse.member() && pulse.configuration() > node.configuration().getLogEntryIndex()) {
            outlook.removedAt(pulse.configuration());
        }
        if (roster.heard(pulse)) {
            news.run();
        }
    }

    private Pulse pulse(MasterId to) {
        TermIndex last = node.last();
        RaftConfiguration configuration = node.configuration();
        return new Pulse(
                self,
                outlook.incarnation(),
                outlook.eligible(),
                outlook.floor(),
                node.machine().ledger().term(),
                last.getTerm(),
                last.getIndex(),
                configuration.getLogEntryIndex(),
                configuration.getPeer(Peers.id(to)) != null,
                roster.dead(),
                roster.silent());
    }

    void stop() {
        executor.shutdownNow();
    }
}
