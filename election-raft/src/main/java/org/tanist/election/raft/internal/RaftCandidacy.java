package org.tanist.election.raft.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.election.raft.internal.machine.ClaimMachine;
import org.tanist.election.raft.internal.machine.MachineListener;
import org.tanist.election.raft.internal.peer.Directory;
import org.tanist.election.raft.internal.peer.Kind;
import org.tanist.election.raft.internal.peer.PeerChannels;
import org.tanist.election.raft.internal.peer.PeerException;
import org.tanist.election.raft.internal.peer.PeerService;
import org.tanist.election.raft.internal.peer.Pulse;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Ledger;
import org.tanist.election.raft.internal.watch.DeathWatch;
import org.tanist.journal.Journal;

/** One master's part in the election: puts the parts together and passes events between them. */
final class RaftCandidacy implements Candidacy {
    private static final Logger LOG = LoggerFactory.getLogger(RaftCandidacy.class);
    private static final long MOST_LAG = 1000;
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Member self;
    private final Outlook outlook;
    private final Roster roster = new Roster(System::nanoTime);
    private final AppliedGate gate = new AppliedGate();
    private final ScheduledExecutorService executor = Threads.scheduled("tanist-raft", Thread.NORM_PRIORITY);
    private final PeerChannels channels;
    private final RaftNode node;
    private final ReadProof proof;
    private final RaftJournal journal;
    private final Heart heart;
    private final CommitPush pushes;
    private final Submissions submissions;
    private final Steward steward;
    private final Transfer transfer;
    private final MemberChanges changes;
    private final Warmth warmth;
    private final @Nullable DeathWatch deathWatch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LeaderPlacement placement;
    private final AtomicBoolean halting = new AtomicBoolean();
    private volatile boolean assembled;
    private volatile boolean gone;
    private volatile long lastBatchNanos = System.nanoTime();

    RaftCandidacy(Candidate candidate, Term floor, ElectionListener listener) throws IOException {
        self = candidate.self();
        Duration timeout = candidate.timeout();
        outlook = new Outlook(self, floor, listener);
        channels = new PeerChannels(candidate.cluster());
        ClaimMachine machine = new ClaimMachine(new Events());
        PeerService service = new PeerService(candidate.cluster(), this::answer);
        try {
            node = new NodeStart(candidate).start(machine, service);
        } catch (IOException | RuntimeException e) {
            outlook.close();
            executor.shutdownNow();
            throw e;
        }
        Duration patience = Duration.ofMillis(Math.max(500, timeout.toMillis()));
        proof = new ReadProof(node, channels, patience, executor);
        Gateway gateway = new Gateway(node, channels, proof, patience);
        pushes = new CommitPush(node, executor);
        submissions = new Submissions(node, pushes);
        RaftWriter.Applied applied = new RaftWriter.Applied(machine, gate);
        ReadBarrier barrier = new ReadBarrier(machine, gate, gateway, executor, patience.multipliedBy(4));
        journal = new RaftJournal(
                node,
                candidate.directory().resolve("raft"),
                outlook::mine,
                ledger -> new RaftWriter(
                        new Term(ledger.term()), ledger.position(), gateway, barrier, applied, executor));
        heart = new Heart(self, node, outlook, roster, channels, timeout, this::wake);
        transfer = new Transfer(self, node, outlook, roster, gateway, timeout, executor);
        changes = new MemberChanges(self, node, outlook, channels, executor);
        Predicate<MasterId> fit = id -> roster.fit(id, FRESH_NANOS) && node.lag(id) < MOST_LAG;
        placement = new LeaderPlacement(node, Settings.aim(candidate.settings()), () -> lastBatchNanos, fit);
        Hearing hearing = new Hearing(self.id(), roster, timeout, this::ask, heart::beatNow);
        steward = new Steward(self, node, outlook, roster, hearing, timeout, placement, this::chores, executor);
        warmth = new Warmth(node);
        deathWatch = candidate.earlyDetection()
                ? new DeathWatch(Directory::find, this::died, this::returned, roster::answered)
                : null;
        assembled = true;
        outlook.ledger(machine.ledger());
        gate.reached(machine.lastApplied().getIndex());
        heart.start();
        steward.start();
        warmth.start();
    }

    /** The log or the server is gone: what is left must not keep the others from electing. */
    private void stopped(String reason) {
        if (halting.compareAndSet(false, true)) {
            boolean removed = outlook.view().membership().find(self.id()).isEmpty();
            if (removed) {
                LOG.info("{} was removed from the cluster: {}", self.name(), reason);
            } else {
                LOG.error("{} cannot take part any more: {}", self.name(), reason);
            }
            outlook.fail(reason);
            // On a thread of its own: this may be one that Ratis waits for when it closes.
            Threads.daemon("tanist-halt", () -> {
                        if (assembled) {
                            node.close();
                        }
                    })
                    .start();
        }
    }

    /** One that was not heard for a while. */
    private void ask(MasterId id) {
        heart.ask(id);
        if (deathWatch != null) {
            deathWatch.ping(id);
        }
    }

    private void died(MasterId id) {
        roster.died(id);
        heart.beatNow();
        steward.wake();
    }

    private void returned(MasterId id) {
        roster.returned(id);
        warmth.reach(id);
        steward.wake();
    }

    private void wake() {
        if (assembled) {
            steward.wake();
        }
    }

    private void chores(Membership members) {
        if (deathWatch != null) {
            deathWatch.watch(members.members().stream()
                    .filter(member -> !member.id().equals(self.id()))
                    .toList());
        }
        RaftWriter writer = journal.writer();
        if (writer != null) {
            writer.nudge();
        }
    }

    @Override
    public ElectionView view() {
        return outlook.view();
    }

    @Override
    public Optional<Journal> journal() {
        return Optional.of(journal);
    }

    @Override
    public CompletionStage<Outcome> transfer(MasterId target, Duration limit) {
        return transfer.to(target, limit);
    }

    @Override
    public void resign(String reason) {
        if (outlook.resign()) {
            LOG.info("{} resigns: {}", self.name(), reason);
            heart.beatNow();
            steward.wake();
        }
    }

    @Override
    public void resume() {
        if (outlook.resume()) {
            LOG.info("{} may be active again", self.name());
            heart.beatNow();
            steward.wake();
        }
    }

    @Override
    public CompletionStage<Membership> change(MembershipChange change) {
        return changes.order(change);
    }

    private CompletableFuture<byte[]> answer(Kind kind, byte[] body) {
        if (!assembled || gone) {
            return CompletableFuture.failedFuture(new PeerException("this master is starting or closing", true));
        }
        return switch (kind) {
            case PULSE -> pulse(body);
            case TERM -> CompletableFuture.completedFuture(proof.term());
            case SUBMIT -> ifLeading(() -> submissions.take(body).thenApply(Verdict::encode));
            case BARRIER -> ifLeading(() -> proof.index().thenApply(submissions::barrier));
            case CHANGE -> ifLeading(() -> changes.carryOut(body));
        };
    }

    private CompletableFuture<byte[]> ifLeading(java.util.function.Supplier<CompletableFuture<byte[]>> action) {
        return node.leads()
                ? action.get()
                : CompletableFuture.failedFuture(new PeerException(self.name() + " is not the Raft leader", true));
    }

    private CompletableFuture<byte[]> pulse(byte[] body) {
        try {
            return CompletableFuture.completedFuture(
                    heart.exchange(Pulse.decode(body)).encode());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Optional<String> failure() {
        return outlook.failure();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            handOn();
            shutDown();
        }
    }

    /** The Raft server goes on until the process ends: taking it apart takes a second, in which nobody would be told who leads. */
    @Override
    public void leave() {
        if (!closed.get()) {
            handOn();
            outlook.leave();
        }
    }

    @Override
    public Optional<MasterId> coordinator() {
        return placement.aim() == LeaderPlacement.Aim.APART ? node.leader() : Optional.empty();
    }

    /** This master's part in the Raft group. */
    RaftNode raft() {
        return node;
    }

    /** Ends as a killed process would, without handing anything over. */
    void abort() {
        if (closed.compareAndSet(false, true)) {
            shutDown();
        }
    }

    private void shutDown() {
        gone = true;
        outlook.resign();
        outlook.close();
        if (deathWatch != null) {
            deathWatch.close();
        }
        warmth.stop();
        heart.stop();
        executor.shutdownNow();
        transfer.close();
        journal.close();
        node.close();
        channels.close();
    }

    /** Hands over what this master holds, within a bound: first the lead, then Raft leadership. */
    private void handOn() {
        Duration patience = Duration.ofMillis(500);
        Optional<MasterId> heir = roster.heir(node.membership(), patience.toNanos());
        if (heir.isEmpty() || halting.get()) {
            return;
        }
        if (outlook.view().standing() instanceof Standing.Leading) {
            await(transfer.to(heir.get(), patience), patience);
        }
        if (node.leads()) {
            MasterId next = node.machine()
                    .ledger()
                    .active()
                    .filter(id -> !id.equals(self.id()))
                    .orElse(heir.get());
            await(node.handOver(next, patience.toMillis()), patience);
        }
    }

    private void await(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("{} leaves without a hand-over: {}", self.name(), e.toString());
        }
    }

    /** What the state machine tells; on Ratis' threads. */
    private final class Events implements MachineListener {
        @Override
        public void claimed(Ledger ledger) {
            outlook.ledger(ledger);
            if (assembled) {
                // The one that was named must learn it now, not with the next heartbeat.
                pushes.toAll();
                journal.claimed(ledger);
                transfer.settle(ledger);
                steward.wake();
            }
        }

        @Override
        public void decided(Batch batch, Position last, long raftIndex) {
            if (assembled) {
                submissions.decided(batch, new Verdict(last.index(), raftIndex));
            }
        }

        @Override
        public void appended(Batch batch, Position last) {
            lastBatchNanos = System.nanoTime();
            if (assembled) {
                journal.counted(batch, last);
            }
        }

        @Override
        public void voided(Batch batch, Ledger ledger) {
            if (assembled) {
                journal.voided(batch, ledger);
            }
        }

        @Override
        public void applied(long raftIndex) {
            gate.reached(raftIndex);
            if (assembled) {
                pushes.toAllSoon();
            }
        }

        @Override
        public void leaderReady() {
            wake();
        }

        @Override
        public void leaderChanged() {
            wake();
        }

        @Override
        public void configurationChanged() {
            if (assembled) {
                node.membership()
                        .members()
                        .forEach(m -> Directory.put(m.id(), m.address().plus(Settings.PORT_OFFSET)));
            }
            wake();
        }

        @Override
        public void failed(String reason) {
            if (!closed.get()) {
                stopped(reason);
            }
        }
    }
}
