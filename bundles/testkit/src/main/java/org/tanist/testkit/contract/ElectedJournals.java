package org.tanist.testkit.contract;

import static org.tanist.testkit.Eventually.completed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tanist.cluster.Term;
import org.tanist.election.Outcome;
import org.tanist.journal.Journal;
import org.tanist.testkit.Replica;

/** The journals that come with an election; terms come from real transfers. */
public final class ElectedJournals implements JournalCluster {
    private final ElectionCluster cluster;
    private final int size;
    private Term newest = Term.NONE;

    /** Starts {@code size} masters. */
    public ElectedJournals(ElectionProvider provider, Path directory, int size) {
        this.size = size;
        this.cluster = new ElectionCluster(provider, directory, size).startAll();
    }

    @Override
    public Journal journal(int number) {
        return cluster.master(number).journal();
    }

    @Override
    public Replica replica(int number) {
        return cluster.master(number).replica();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Term elect(int number) {
        long deadline = System.nanoTime() + patience().toNanos();
        while (System.nanoTime() - deadline < 0) {
            ElectionCluster.Master leader = cluster.leader();
            Term term = leader.leads().orElse(Term.NONE);
            if (leader.number() == number && term.isNewerThan(newest)) {
                newest = term;
                return term;
            }
            // A leader that used its term already gets a new one by a transfer away and back.
            int target = leader.number() == number ? cluster.other(leader).number() : number;
            Outcome outcome =
                    completed(leader.candidacy().transfer(cluster.member(target).id(), patience()), patience());
            if (outcome instanceof Outcome.Done done) {
                cluster.leaderAbove(new Term(done.term().value() - 1));
            }
        }
        throw new AssertionError("master " + (number + 1) + " got no new term within " + patience() + ": " + cluster);
    }

    @Override
    public void restart(int number) {
        cluster.kill(number);
        cluster.start(number);
    }

    @Override
    public Duration patience() {
        return cluster.patience();
    }

    @Override
    public List<String> faults() {
        return cluster.faults();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
