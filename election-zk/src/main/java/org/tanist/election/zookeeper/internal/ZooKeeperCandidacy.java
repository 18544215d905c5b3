package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.MembershipChange;
import org.tanist.election.Outcome;
import org.tanist.election.zookeeper.internal.ensemble.Absence;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.Probe;
import org.tanist.election.zookeeper.internal.ensemble.Settings;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.journal.Fence;
import org.tanist.election.zookeeper.internal.journal.ZooKeeperJournal;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.election.zookeeper.internal.watch.DeathWatch;
import org.tanist.election.zookeeper.internal.watch.Porch;
import org.tanist.journal.Journal;

/** One master's part in the election: puts the parts together and passes events between them. */
final class ZooKeeperCandidacy implements Candidacy {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperCandidacy.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(1);
    private static final int BEATS = 10;
    private static final int SHORTEST_BEAT_MILLIS = 20;
    private static final int LONGEST_BEAT_MILLIS = 1000;

    private final Candidate candidate;
    private final Member self;
    private final Lease lease = new Lease();
    private final Outlook outlook;
    private final ScheduledExecutorService executor = Threads.scheduled("tanist-zookeeper", Thread.MAX_PRIORITY);
    private final Ensemble ensemble;
    private final Absence absence;
    private final Steward steward;
    private final Transfer transfer;
    private final MemberChanges changes;
    private final ZooKeeperJournal journal;
    private final Porch porch;
    private final @Nullable DeathWatch deathWatch;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<MasterId, Boolean> linked = new HashMap<>();
    private volatile boolean started;

    ZooKeeperCandidacy(Candidate candidate, Term floor, ElectionListener listener) throws IOException {
        this.candidate = candidate;
        self = candidate.self();
        Settings settings = Settings.of(candidate.settings());
        porch = new Porch(candidate.cluster(), self.id(), self.address().plus(DeathWatch.PORT_OFFSET));
        outlook = new Outlook(self, lease, listener);
        Layout layout = new Layout(settings.connect().path());
        absence = new Absence(settings);
        ensemble = new Ensemble(settings, new Events());
        Claims claims = new Claims(layout, settings, self.id());
        steward = new Steward(new Steward.Parts(
                self,
                floor,
                candidate.earlyDetection(),
                ensemble,
                claims,
                new Foundation(candidate, ensemble, layout),
                outlook,
                lease,
                new Effects(),
                executor));
        transfer = new Transfer(steward, claims, ensemble, outlook, candidate.timeout(), executor);
        changes = new MemberChanges(steward, claims, ensemble, outlook, executor);
        journal = new ZooKeeperJournal(
                ensemble, layout, new TermFence(), () -> steward.post(steward::turn), this::broken);
        deathWatch = candidate.earlyDetection() ? new DeathWatch(candidate.cluster(), self.id(), new Links()) : null;
        begin(settings);
        started = true;
    }

    private void begin(Settings settings) throws IOException {
        try {
            ensemble.start();
            Threads.later(executor, this::beat, beatMillis());
            first.get(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Probe.Finding finding = Probe.look(settings);
            if (finding.foreign()) {
                abort();
                throw new TanistException(
                        ErrorCode.INVALID, "tanist.election.zookeeper.connect: " + finding.text() + ": correct it", e);
            }
            LOG.warn("there is no ZooKeeper session yet, it is tried again and again: {}", finding.text());
        } catch (ExecutionException e) {
            abort();
            if (e.getCause() instanceof TanistException refusal) {
                throw refusal;
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    /** By what the servers granted, which may be much less than what was asked for. */
    private long beatMillis() {
        long part = ensemble.granted().toMillis() / BEATS;
        return Math.max(SHORTEST_BEAT_MILLIS, Math.min(LONGEST_BEAT_MILLIS, part));
    }

    private void beat() {
        Threads.later(executor, this::beat, beatMillis());
        steward.beat();
        absence.look();
        if (steward.lookout().reaches()) {
            journal.nudge();
        }
    }

    /** Passes what ZooKeeper tells to the steward's thread, and news of the journal straight to the journal. */
    private final class Events implements Ensemble.Listener {
        @Override
        public void connected(long sessionId) {
            absence.ended();
            steward.post(() -> steward.connected(sessionId));
        }

        @Override
        public void disconnected() {
            LOG.info("the connection with ZooKeeper is lost");
            absence.begun();
            steward.post(steward::disconnected);
        }

        @Override
        public void expired() {
            absence.begun();
            steward.post(() -> {
                steward.expired();
                journal.expired();
            });
        }

        @Override
        public void changed(String path) {
            if (!journal.changed(path)) {
                steward.post(() -> steward.lookout().changed(path));
            }
        }
    }

    private final class Effects implements Steward.Effects {
        @Override
        public void known() {
            first.complete(true);
            journal.known();
            transfer.settle();
        }

        @Override
        public void members(Membership membership) {
            if (deathWatch != null) {
                deathWatch.watch(membership.members().stream()
                        .filter(member -> !member.id().equals(self.id()))
                        .toList());
            }
        }

        @Override
        public void broken(Throwable why) {
            ZooKeeperCandidacy.this.broken(why);
        }

        @Override
        public boolean attached() {
            return journal.attached();
        }

        @Override
        public CompletableFuture<Position> reading() {
            return journal.readOn();
        }

        @Override
        public void taken(Term term, CompletableFuture<Position> read) {
            journal.taken(term, read);
        }
    }

    private final class TermFence implements Fence {
        @Override
        public Optional<Integer> version(Term term) {
            return steward.fence(term);
        }

        @Override
        public Term newest() {
            return new Term(steward.facts().term().term());
        }

        @Override
        public void passed(long sentNanos) {
            lease.renewed(sentNanos);
        }

        @Override
        public void refused() {
            steward.post(steward.lookout()::refreshTerm);
        }
    }

    private final class Links implements DeathWatch.Watcher {
        @Override
        public void returned(MasterId id) {
            steward.post(() -> told(id, true, false));
        }

        @Override
        public void broke(MasterId id, boolean ended) {
            steward.post(() -> told(id, false, ended));
        }

        private void told(MasterId id, boolean up, boolean ended) {
            linked.put(id, up);
            outlook.links(linked);
            if (up || ended) {
                steward.linked(id, ended);
            }
        }
    }

    /** What cannot be mended by waiting ends this candidacy, or refuses the start. */
    private void broken(Throwable why) {
        String reason = why.getMessage() == null ? why.toString() : why.getMessage();
        first.completeExceptionally(why);
        if (started && !closed.get()) {
            LOG.error("{} cannot take part any more: {}", self.name(), reason);
            outlook.fail(reason);
            steward.post(steward::turn);
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
    public int needed(int members) {
        return 1;
    }

    @Override
    public CompletionStage<Outcome> transfer(MasterId target, Duration limit) {
        return transfer.to(target, limit);
    }

    @Override
    public void resign(String reason) {
        if (outlook.resign()) {
            LOG.info("{} resigns: {}", self.name(), reason);
            steward.post(steward::turn);
        }
    }

    @Override
    public void resume() {
        if (outlook.resume()) {
            LOG.info("{} may be active again", self.name());
            steward.post(steward::turn);
        }
    }

    @Override
    public CompletionStage<Membership> change(MembershipChange change) {
        return changes.order(change);
    }

    @Override
    public Optional<String> failure() {
        return outlook.failure();
    }

    /** The session goes on until the process ends, so that whom this master is asked for is known until then. */
    @Override
    public void leave() {
        if (!closed.get()) {
            outlook.leave();
            steward.retire(LEAVE);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            steward.leave(LEAVE);
            transfer.close();
            end();
            ensemble.close();
        }
    }

    /** Ends as a process that dies: nothing is handed over, and the session is left to its time-out. */
    void abort() {
        if (closed.compareAndSet(false, true)) {
            ensemble.abandon();
            end();
        }
    }

    private void end() {
        if (deathWatch != null) {
            deathWatch.close();
        }
        porch.close();
        journal.close();
        outlook.close();
        executor.shutdownNow();
    }

    @Override
    public String toString() {
        return self.name() + " of " + candidate.cluster();
    }
}
