package org.tanist.election.zookeeper.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.EnsembleException;
import org.tanist.election.zookeeper.internal.ensemble.Threads;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.LiveRecord;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/**
 * Decides whether this master takes, keeps or gives up the lead, and commits that. Everything but the methods that say otherwise runs on the
 * one thread {@code tanist-zookeeper}, which never blocks.
 */
final class Steward implements Lookout.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
    /** A znode never has this one: it would have to be changed more than two billion times. */
    private static final int NO_VERSION = Integer.MAX_VALUE;

    /** What is told to the rest of the candidacy; on the steward's thread. */
    interface Effects {
        /** The znodes are known, for the first time in this session or again. */
        void known();

        /** The voting members, whenever they may have changed. */
        void members(Membership members);

        /** Something is wrong that will not go by itself. */
        void broken(Throwable why);

        /** Whether the journal has its consumer; without one this master must not lead. */
        boolean attached();

        /** A commit that takes the lead was sent a moment ago: asks for the rest of the journal behind it. */
        CompletableFuture<Position> reading();

        /** That commit was carried out, so what was read shows all that older terms have committed. */
        void taken(Term term, CompletableFuture<Position> read);
    }

    private final Member self;
    private final Term floor;
    private final Ensemble ensemble;
    private final Claims claims;
    private final Lookout lookout;
    private final Outlook outlook;
    private final Lease lease;
    private final Effects effects;
    private final ScheduledExecutorService executor;
    private final Vacancy vacancy;
    private final Presence presence;

    private boolean busy;
    private boolean closing;
    private boolean transferring;
    private boolean rehearsed;
    private @Nullable CompletableFuture<Boolean> retirement;
    private long lastTerm;

    /** What a steward works with. */
    record Parts(
            Member self,
            Term floor,
            boolean early,
            Ensemble ensemble,
            Claims claims,
            Foundation foundation,
            Outlook outlook,
            Lease lease,
            Effects effects,
            ScheduledExecutorService executor) {}

    Steward(Parts parts) {
        self = parts.self();
        floor = parts.floor();
        vacancy = new Vacancy(self, parts.early());
        ensemble = parts.ensemble();
        claims = parts.claims();
        outlook = parts.outlook();
        lease = parts.lease();
        effects = parts.effects();
        executor = parts.executor();
        presence = new Presence(ensemble, claims, this::liveRecord, executor);
        lookout = new Lookout(ensemble, claims.layout(), parts.foundation(), this, executor);
    }

    /** Any thread. */
    void post(Runnable task) {
        Threads.quietly(executor, task);
    }

    /** What is known of the znodes. */
    Lookout lookout() {
        return lookout;
    }

    /** The znodes as they are known. Any thread. */
    Facts facts() {
        return lookout.facts();
    }

    /** The version of the term's znode if this master holds that term; empty if not. Any thread. */
    Optional<Integer> fence(Term term) {
        Facts now = lookout.facts();
        boolean mine = lookout.ready()
                && now.ledBy(self.id(), lookout.session())
                && now.term().term() == term.value();
        return mine ? Optional.of(now.termVersion()) : Optional.empty();
    }

    private boolean leads() {
        return lookout.ready() && facts().ledBy(self.id(), lookout.session());
    }

    void connected(long id) {
        if (id != lookout.session()) {
            presence.forget();
        }
        lookout.connected(id);
    }

    void disconnected() {
        lookout.disconnected();
        outlook.coordination(false);
    }

    void expired() {
        lookout.expired();
        busy = false;
        outlook.coordination(false);
        outlook.lapse();
    }

    @Override
    public void reconnected() {
        beat();
    }

    @Override
    public void learned() {
        outlook.coordination(lookout.reaches());
        effects.members(facts().membership());
        effects.known();
        turn();
    }

    @Override
    public void broken(Throwable why) {
        effects.broken(why);
    }

    @Override
    public CompletableFuture<Boolean> enlist() {
        return presence.enlist(lookout.session());
    }

    private long reachedSession() {
        return lookout.reaches() ? lookout.session() : 0;
    }

    private LiveRecord liveRecord() {
        boolean eligible =
                !outlook.resigned() && effects.attached() && outlook.failure().isEmpty();
        return new LiveRecord(eligible, floor.value(), lastTerm);
    }

    /** Something that decides may have changed. */
    void turn() {
        if (closing || !lookout.ready()) {
            return;
        }
        boolean mine = leads();
        outlook.known(facts(), mine ? facts().term().term() : -1);
        if (!lookout.reaches() || busy) {
            return;
        }
        presence.tell(this::reachedSession);
        boolean member = facts().membership().find(self.id()).isPresent();
        if (mine) {
            keepOrGiveUp(member);
        } else if (retirement != null) {
            CompletableFuture<Boolean> gone = retirement;
            presence.withdraw().thenAccept(gone::complete);
        } else if (member && !transferring && liveRecord().eligible()) {
            takeIfFree();
        }
    }

    private void keepOrGiveUp(boolean member) {
        long term = facts().term().term();
        if (retirement != null) {
            giveUp(self.name() + " (active) is ending");
        } else if (outlook.resigned() || !member || outlook.failure().isPresent()) {
            giveUp(self.name() + " (active) " + (member ? "resigned" : "left the cluster"));
        } else if (outlook.lapsed(term)) {
            take(self.name() + " (active) had lost ZooKeeper for longer than its lease");
        } else if (term <= floor.value()) {
            take("term " + term + " is not above the floor " + floor + " of " + self.name());
        }
    }

    private void takeIfFree() {
        Vacancy.Answer answer = vacancy.look(facts(), ensemble.granted(), System.nanoTime());
        if (answer instanceof Vacancy.Answer.Take take) {
            take(take.cause());
        } else if (answer instanceof Vacancy.Answer.Wait wait) {
            Threads.later(executor, this::turn, wait.millis());
        } else if (!rehearsed) {
            // A claim that must be refused: the first real one would spend milliseconds on code that has never run.
            take(facts().with(facts().term(), NO_VERSION, facts().active()), "rehearsal");
        }
    }

    private void take(String cause) {
        take(facts(), cause);
    }

    private void take(Facts known, String cause) {
        rehearsed = true;
        long floors = known.live().values().stream()
                .mapToLong(LiveRecord::floor)
                .max()
                .orElse(0);
        long number = Math.max(known.term().term(), Math.max(floors, floor.value())) + 1;
        TermRecord record = TermRecord.taken(number, self.id(), lookout.session(), cause);
        ActiveRecord active = new ActiveRecord(self, number);
        long id = lookout.session();
        long sent = System.nanoTime();
        int version = known.termVersion();
        CompletableFuture<List<OpResult>> commit = ensemble.commit(claims.take(known, record, active, id));
        CompletableFuture<Position> read = effects.reading();
        carryOut(commit, () -> {
            effects.taken(new Term(number), read);
            lease.begin(sent, ensemble.granted());
            lastTerm = number;
            vacancy.filled();
            lookout.learn(facts -> facts.with(record, version + 1, Optional.of(new Facts.Active(active, id))));
            LOG.info("term={} {} leads: {}", number, self.name(), cause);
        });
    }

    private void giveUp(String why) {
        TermRecord record = facts().term().released(why);
        int version = facts().termVersion();
        carryOut(ensemble.commit(claims.release(facts(), record)), () -> {
            lookout.learn(facts -> facts.with(record, version + 1, Optional.empty()));
            LOG.info("term={} given up: {}", record.term(), why);
        });
    }

    /** One commit at a time; what was refused or lost is looked up again. */
    private void carryOut(CompletableFuture<List<OpResult>> commit, Runnable done) {
        busy = true;
        long id = lookout.session();
        commit.whenCompleteAsync(
                (results, failure) -> {
                    if (id != lookout.session()) {
                        return;
                    }
                    busy = false;
                    if (failure == null) {
                        done.run();
                        turn();
                    } else {
                        LOG.debug("not taken or given up: {}", failure.getMessage());
                        lookout.refreshTerm();
                    }
                },
                executor);
    }

    /**
     * Proves the lead to itself, and notices when that has not succeeded for too long: then it takes a new term as soon as ZooKeeper answers.
     * Called at short intervals.
     */
    void beat() {
        outlook.view();
        if (!lookout.reaches() || !leads()) {
            return;
        }
        if (outlook.lapsed(facts().term().term())) {
            turn();
            return;
        }
        if (lease.fresh()) {
            return;
        }
        long sent = System.nanoTime();
        ensemble.commit(List.of(claims.check(facts().termVersion()))).whenComplete((done, failure) -> {
            EnsembleException refused = EnsembleException.of(failure);
            if (failure == null) {
                lease.renewed(sent);
            } else if (refused != null && !refused.unknown()) {
                post(lookout::refreshTerm);
            }
        });
    }

    /** Whether a transfer of this master is under way; it does not take the lead meanwhile. */
    void transferring(boolean now) {
        transferring = now;
        turn();
    }

    /** A member surely ended, or answers again. */
    void linked(MasterId id, boolean ended) {
        vacancy.linked(id, ended, facts());
        turn();
    }

    /** Whether a member is known to have ended. */
    boolean ended(MasterId id) {
        return vacancy.ended(id);
    }

    /**
     * Gives up the lead, takes none from now on, and counts no more as one that takes part; goes on knowing who leads. Any thread; blocks until
     * that is committed or the limit is over.
     */
    void retire(Duration limit) {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        post(() -> {
            retirement = gone;
            turn();
            if (!lookout.reaches()) {
                gone.complete(false);
            }
        });
        gone.completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Gives up the lead for good. Any thread; blocks until it is committed or the limit is over. */
    void leave(Duration limit) {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        post(() -> {
            boolean mine = lookout.reaches() && leads();
            closing = true;
            presence.close();
            lookout.close();
            List<Op> operations = new ArrayList<>(
                    mine
                            ? claims.release(facts(), facts().term().released(self.name() + " (active) is closing"))
                            : List.of());
            if (operations.isEmpty()) {
                left.complete(false);
            } else {
                ensemble.commit(operations).whenComplete((done, failure) -> left.complete(failure == null));
            }
        });
        left.completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
