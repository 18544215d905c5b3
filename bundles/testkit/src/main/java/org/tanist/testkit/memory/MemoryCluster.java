package org.tanist.testkit.memory;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.election.Candidate;
import org.tanist.election.ElectionListener;
import org.tanist.election.ElectionView;
import org.tanist.election.MembershipChange;
import org.tanist.election.Standing;

/** What the masters of an in-memory cluster have between them; see the package page. Thread-safe. */
public final class MemoryCluster implements AutoCloseable {
    private final ScheduledExecutorService executor;
    private final Supplier<Duration> delays;
    final MemoryLog log = new MemoryLog();

    // Guarded by this object, as the log is.
    private final Map<MasterId, MemoryCandidacy> standing = new TreeMap<>();
    private final Set<MasterId> isolated = new HashSet<>();
    private final Set<MasterId> paused = new HashSet<>();
    private @Nullable ClusterId id;
    private Membership membership = Membership.EMPTY;
    private Term term = Term.NONE;
    private @Nullable MasterId leader;
    private String cause = "";

    /** Runs in real time on a thread of its own, without delays. */
    public MemoryCluster() {
        this(
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "tanist-memory-cluster");
                    thread.setDaemon(true);
                    return thread;
                }),
                () -> Duration.ZERO);
    }

    /** Runs on this single-threaded executor; every notice and every step of an append takes as long as {@code delays} says. */
    public MemoryCluster(ScheduledExecutorService executor, Supplier<Duration> delays) {
        this.executor = executor;
        this.delays = delays;
    }

    synchronized MemoryCandidacy stand(Candidate candidate, Term floor, ElectionListener listener) throws IOException {
        if (id != null && !id.equals(candidate.cluster())) {
            throw new IOException(
                    "this is cluster " + id + ", not " + candidate.cluster() + ": check the list of masters");
        }
        Member self = candidate.self();
        if (standing.containsKey(self.id())) {
            throw new IllegalStateException("master " + self.name() + " stands already");
        }
        id = candidate.cluster();
        if (membership.members().isEmpty()) {
            membership = candidate.founders();
        }
        if (floor.isNewerThan(term)) {
            term = floor;
        }
        MemoryCandidacy candidacy = new MemoryCandidacy(this, self, listener);
        standing.put(self.id(), candidacy);
        settle("first election");
        return candidacy;
    }

    /** Cuts a master off from all others; it goes on with what it believed until it is told. */
    public synchronized void isolate(MasterId master) {
        isolated.add(master);
        settle("the active was cut off");
    }

    /** Ends an isolation. */
    public synchronized void heal(MasterId master) {
        isolated.remove(master);
        settle("a majority is back");
        wakeFollowers();
    }

    /**
     * Stops a master's process, as SIGSTOP does: it hears nothing and believes what it believed; what it sent before still arrives.
     * The others notice.
     */
    public synchronized void pause(MasterId master) {
        paused.add(master);
        settle("the active was silent");
    }

    /** Lets a paused master go on; it believes what it believed until it is told. */
    public synchronized void unpause(MasterId master) {
        paused.remove(master);
        settle("a majority is back");
        wakeFollowers();
    }

    synchronized boolean isPaused(MasterId master) {
        return paused.contains(master);
    }

    /** From now on older terms may write: for showing that a test notices a journal without a fence. */
    public synchronized void dropFence() {
        log.dropFence();
    }

    /**
     * Elects a master, by a whim. The present leader is not asked and learns of it with the usual delay, so for a while two masters
     * believe that they lead.
     *
     * @return whether it could be elected
     */
    public synchronized boolean usurp(MasterId master) {
        return elect(master, "a whim");
    }

    synchronized boolean elect(MasterId master, String why) {
        if (!electable(master)) {
            return false;
        }
        leader = master;
        term = term.next();
        cause = why;
        spread();
        return true;
    }

    synchronized void left(MemoryCandidacy candidacy) {
        standing.remove(candidacy.self().id());
        settle(candidacy.self().name() + " left");
    }

    /** Elects somebody if nobody leads who can, and tells all masters what holds now. */
    synchronized void settle(String why) {
        if (leader == null || !electable(leader)) {
            leader = null;
            for (Member member : membership.members()) {
                if (elect(member.id(), why)) {
                    return;
                }
            }
        }
        spread();
    }

    private void spread() {
        standing.values().forEach(MemoryCandidacy::wake);
    }

    synchronized boolean electable(MasterId master) {
        MemoryCandidacy candidacy = standing.get(master);
        return candidacy != null && candidacy.willing() && reached(master);
    }

    /** Whether this master and a majority reach each other. */
    synchronized boolean reached(MasterId master) {
        long connected = membership.members().stream().filter(this::connected).count();
        return membership.find(master).filter(this::connected).isPresent() && connected >= membership.majority();
    }

    private boolean connected(Member member) {
        return arrives(member.id()) && !paused.contains(member.id());
    }

    private boolean arrives(MasterId master) {
        return standing.containsKey(master) && !isolated.contains(master);
    }

    /** Whether what this master has sent reaches a majority. */
    synchronized boolean carries(MasterId master) {
        long up = membership.members().stream()
                .filter(member -> arrives(member.id()))
                .count();
        return membership.find(master).isPresent() && arrives(master) && up >= membership.majority();
    }

    synchronized boolean leads(MasterId master) {
        return master.equals(leader);
    }

    synchronized Optional<Member> member(MasterId master) {
        return membership.find(master);
    }

    /** The term in which this master knows that it leads; empty if it does not. */
    synchronized Optional<Term> acknowledged(MasterId master) {
        MemoryCandidacy candidacy = standing.get(master);
        return candidacy != null && candidacy.view().standing() instanceof Standing.Leading leading
                ? Optional.of(leading.term())
                : Optional.empty();
    }

    /** The newest term granted, or the floor. */
    public synchronized Term term() {
        return term;
    }

    /** What a master would know if news travelled at once; {@code before} is what it knew last. */
    synchronized ElectionView view(MasterId master, ElectionView before) {
        Map<MasterId, Boolean> links = new HashMap<>();
        for (Member member : membership.members()) {
            if (!member.id().equals(master)) {
                links.put(member.id(), connected(member) && !isolated.contains(master));
            }
        }
        if (isolated.contains(master)) {
            return new ElectionView(
                    alone(before), before.leader(), before.term(), before.membership(), false, links, before.cause());
        }
        boolean coordinated = reached(master);
        Standing now = coordinated && master.equals(leader)
                ? new Standing.Leading(term)
                : coordinated ? new Standing.Following() : alone(before);
        Optional<Member> active = leader == null ? Optional.empty() : membership.find(leader);
        return new ElectionView(now, active, term, membership, coordinated, links, cause);
    }

    private static Standing alone(ElectionView before) {
        return before.standing() instanceof Standing.Leading leading
                ? new Standing.Uncertain(leading.term(), "no majority of the masters is reached")
                : before.standing();
    }

    synchronized Membership change(MasterId asking, MembershipChange change) {
        if (!leads(asking) || !reached(asking)) {
            throw new TanistException(ErrorCode.NOT_ACTIVE, "only the active changes the members: ask it");
        }
        Map<MasterId, Member> members = new HashMap<>();
        membership.members().forEach(member -> members.put(member.id(), member));
        if (change instanceof MembershipChange.Add add) {
            members.putIfAbsent(add.member().id(), add.member());
        } else if (change instanceof MembershipChange.Remove remove) {
            members.remove(remove.id());
        } else if (change instanceof MembershipChange.Move move) {
            members.computeIfPresent(move.id(), (same, member) -> member.at(move.address()));
        }
        membership = new Membership(List.copyOf(members.values()));
        settle("the members changed");
        wakeFollowers();
        return membership;
    }

    synchronized void wakeFollowers() {
        standing.values().forEach(candidacy -> candidacy.journal.wake());
    }

    /** Runs a task on the cluster's thread after the delay of the moment. */
    void later(Runnable task) {
        after(delays.get(), task);
    }

    void after(Duration delay, Runnable task) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The cluster was closed while a master still ran: nobody waits for this any more.
            return;
        }
    }

    /** Ends the cluster's thread; masters that still stand hear no more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
