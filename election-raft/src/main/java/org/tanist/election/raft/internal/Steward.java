package org.tanist.election.raft.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.election.raft.internal.record.Claim;
import org.tanist.election.raft.internal.record.Ledger;

/**
 * Sees to it that somebody is active, as far as this master can: judges whether a majority is reached, claims when it leads the
 * Raft group and the active is gone, and puts Raft leadership in its place, see {@link LeaderPlacement}.
 *
 * <p>One thread, {@code tanist-raft}; events only wake it.
 */
final class Steward {
    private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
    private static final long SHORTEST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(750);
    private static final long YIELD_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLAIM_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Member self;
    private final RaftNode node;
    private final Outlook outlook;
    private final Roster roster;
    private final Duration timeout;
    private final long patienceNanos;
    private final LeaderPlacement placement;
    private final EarlyElection early;
    private final Hearing hearing;
    private final Consumer<Membership> chores;
    private final ScheduledExecutorService executor;
    /** The newest term in which each member was active. Only touched by the one thread. */
    private final Map<MasterId, Long> lastTerms = new HashMap<>();

    private final AtomicBoolean woken = new AtomicBoolean();
    private long leaderSeenNanos = System.nanoTime();
    private long yieldedNanos = System.nanoTime() - YIELD_PAUSE_NANOS;
    private long termSeen = -1;
    private long termSinceNanos = System.nanoTime();
    private long claimedExpected = -1;
    private long claimedNanos;

    Steward(
            Member self,
            RaftNode node,
            Outlook outlook,
            Roster roster,
            Hearing hearing,
            Duration timeout,
            LeaderPlacement placement,
            Consumer<Membership> chores,
            ScheduledExecutorService executor) {
        this.self = self;
        this.node = node;
        this.outlook = outlook;
        this.roster = roster;
        this.hearing = hearing;
        this.timeout = timeout;
        this.placement = placement;
        this.early = new EarlyElection(node, roster, placement.aim(), timeout);
        // Uncertainty stops every effect, so with a very short time-out it is not declared at the first hiccup; nothing
        // unsafe
        // can happen meanwhile, because writes and confirmed reads need a majority anyway.
        this.patienceNanos = Math.max(timeout.toNanos(), SHORTEST_PATIENCE_NANOS);
        this.chores = chores;
        this.executor = executor;
    }

    void start() {
        long period = Math.max(10, Math.min(100, timeout.toMillis() / 10));
        executor.scheduleWithFixedDelay(this::turn, 0, period, TimeUnit.MILLISECONDS);
    }

    /** Something changed: have a look now. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            Threads.quietly(executor, () -> {
                woken.set(false);
                turn();
            });
        }
    }

    private void turn() {
        try {
            long now = System.nanoTime();
            Membership members =
                    outlook.without(node.membership(), node.configuration().getLogEntryIndex());
            outlook.surroundings(members, links(members));
            judge(members, now);
            remember(node.machine().ledger(), now);
            hearing.turn(members, now);
            early.consider(members, now);
            if (node.leads()) {
                claim(members, now);
                placement.consider(node.machine().ledger(), members, now);
                yieldWhenResigned(members, now);
            }
            chores.accept(members);
        } catch (RuntimeException e) {
            LOG.error("a turn of the Raft steward failed, it goes on", e);
        }
    }

    /** A Raft leader that resigned may be ill, and its disk hold up what it is to commit: another one shall lead the group, too. */
    private void yieldWhenResigned(Membership members, long now) {
        if (outlook.eligible() || now - yieldedNanos < YIELD_PAUSE_NANOS) {
            return;
        }
        roster.heir(members, patienceNanos).ifPresent(heir -> {
            yieldedNanos = now;
            LOG.info("{} resigned and hands Raft leadership to {}", self.name(), heir);
            node.handOver(heir, TimeUnit.NANOSECONDS.toMillis(YIELD_PAUSE_NANOS));
        });
    }

    private void remember(Ledger ledger, long now) {
        ledger.active().ifPresent(active -> lastTerms.put(active, ledger.term()));
        boolean waitsForLeader = ledger.active().isEmpty() && !node.leads();
        if (ledger.term() != termSeen || waitsForLeader) {
            termSeen = ledger.term();
            termSinceNanos = now;
        }
    }

    private long lastTerm(MasterId id) {
        return lastTerms.getOrDefault(id, 0L);
    }

    private Map<MasterId, Boolean> links(Membership members) {
        Map<MasterId, Boolean> links = new HashMap<>();
        for (Member member : members.members()) {
            if (!member.id().equals(self.id())) {
                links.put(member.id(), reached(member.id()));
            }
        }
        return links;
    }

    private boolean reached(MasterId id) {
        return roster.ageNanos(id) < patienceNanos && !roster.foundDead(id);
    }

    private void judge(Membership members, long now) {
        if (node.leader().isPresent()) {
            leaderSeenNanos = now;
        }
        long reached = members.members().stream()
                .filter(member -> member.id().equals(self.id()) || reached(member.id()))
                .count();
        if (members.find(self.id()).isEmpty()) {
            outlook.coordination(false, "this master is not a member of the cluster");
        } else if (reached < members.majority()) {
            outlook.coordination(
                    false,
                    "only " + reached + " of " + members.members().size() + " masters are reached, "
                            + members.majority() + " are needed");
        } else if (now - leaderSeenNanos > patienceNanos) {
            outlook.coordination(false, "no Raft leader was seen for " + patienceNanos / 1_000_000 + " ms");
        } else {
            outlook.coordination(node.leader().isPresent() || outlook.view().coordinated(), "no Raft leader yet");
        }
    }

    private void claim(Membership members, long now) {
        Ledger ledger = node.machine().ledger();
        if (ledger.term() == claimedExpected && now - claimedNanos < CLAIM_PATIENCE_NANOS) {
            return;
        }
        Optional<ClaimPolicy.Choice> choice = ClaimPolicy.decide(new ClaimPolicy.Situation(
                ledger, facts(members, now), Duration.ofNanos(now - termSinceNanos), timeout, placement.aim()));
        if (choice.isEmpty()) {
            return;
        }
        ClaimPolicy.Facts target = choice.get().target();
        claimedExpected = ledger.term();
        claimedNanos = now;
        LOG.info("naming {} active: {}", target.name(), choice.get().cause());
        Claim claim = new Claim(
                target.id(),
                target.incarnation(),
                ledger.term(),
                choice.get().floor(),
                choice.get().cause());
        node.submit(claim.encode()).whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.info("the claim for {} was not committed: {}", target.name(), failure.getMessage());
                Threads.quietly(executor, () -> claimedExpected = -1);
            }
        });
    }

    private List<ClaimPolicy.Facts> facts(Membership members, long now) {
        List<MasterId> ids = members.members().stream().map(Member::id).toList();
        List<ClaimPolicy.Facts> facts = new ArrayList<>();
        for (Member member : members.members()) {
            MasterId id = member.id();
            if (id.equals(self.id())) {
                facts.add(new ClaimPolicy.Facts(
                        id,
                        member.name(),
                        true,
                        outlook.incarnation(),
                        outlook.eligible(),
                        outlook.floor(),
                        lastTerm(id),
                        node.machine().ledger().term(),
                        false,
                        Duration.ZERO,
                        false,
                        false));
                continue;
            }
            boolean dead = roster.deathVotes(id, ids) >= members.majority();
            Duration silent = hearing.silence(id, now);
            boolean agreed = hearing.agreed(id, members);
            facts.add(roster.contact(id)
                    .map(Roster.Contact::pulse)
                    .map(p -> new ClaimPolicy.Facts(
                            id,
                            member.name(),
                            false,
                            p.incarnation(),
                            p.eligible(),
                            p.floor(),
                            lastTerm(id),
                            p.term(),
                            node.lag(id) > 0,
                            silent,
                            agreed,
                            dead))
                    .orElseGet(() -> new ClaimPolicy.Facts(
                            id, member.name(), false, 0, false, 0, 0, 0, true, silent, agreed, dead)));
        }
        return facts;
    }
}
