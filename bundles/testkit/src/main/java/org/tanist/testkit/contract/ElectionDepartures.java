package org.tanist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.testkit.Eventually.eventually;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Term;
import org.tanist.election.Standing;
import org.tanist.testkit.contract.ElectionCluster.Master;

/** The part of {@link ElectionContract} about masters that give up the lead, leave or close; and the cluster that each test has. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
abstract class ElectionDepartures {
    @TempDir
    Path directory;

    ElectionProvider provider;
    ElectionCluster cluster;

    /** The provider for one test; closed with the test's cluster. */
    protected abstract ElectionProvider provider() throws Exception;

    @BeforeEach
    final void makeProvider() throws Exception {
        provider = provider();
    }

    @AfterEach
    final void checkWhatMustNeverHappen() {
        if (cluster != null) {
            cluster.close();
            assertThat(cluster.faults()).isEmpty();
        }
    }

    final ElectionCluster founded(int size) {
        cluster = new ElectionCluster(provider, directory, size);
        return cluster;
    }

    @Test
    void whoResignsHandsOverAndDoesNotLeadUntilItResumes() {
        founded(3).startAll();
        Master first = cluster.leader();
        Term term = first.leads().orElseThrow();
        first.candidacy().resign("contract test");
        first.candidacy().resign("again");
        Master second = cluster.leaderAbove(term);
        assertThat(second.number()).isNotEqualTo(first.number());

        term = second.leads().orElseThrow();
        second.candidacy().resign("contract test");
        Master third = cluster.leaderAbove(term);
        assertThat(third.number()).isNotIn(first.number(), second.number());

        first.candidacy().resume();
        first.candidacy().resume();
        term = third.leads().orElseThrow();
        third.candidacy().resign("contract test");
        Master last = cluster.leaderAbove(term);
        assertThat(last.number()).isEqualTo(first.number());
    }

    @Test
    void whoLeavesHandsOverLeadsNoMoreAndGoesOnTellingWhoLeads() {
        founded(3).startAll();
        Master leaving = cluster.leader();
        Term term = leaving.leads().orElseThrow();
        leaving.candidacy().leave();
        assertThat(leaving.leads()).as("no lead once leave() has returned").isEmpty();
        leaving.candidacy().leave();
        leaving.candidacy().resume();
        Master second = cluster.leaderAbove(term);
        assertThat(second.number()).isNotEqualTo(leaving.number());

        term = second.leads().orElseThrow();
        second.candidacy().resign("contract test");
        Master third = cluster.leaderAbove(term);
        assertThat(third.number()).isNotIn(leaving.number(), second.number());
        eventually(cluster.patience(), () -> {
            assertThat(leaving.candidacy().view().leader()).contains(third.member());
            assertThat(leaving.candidacy().view().standing()).isInstanceOf(Standing.Following.class);
        });
    }

    @Test
    void closeMayBeRepeatedAndNobodyListensAfterwards() {
        founded(3).startAll();
        Master leader = cluster.leader();
        Term term = leader.leads().orElseThrow();
        cluster.stop(leader.number());
        leader.candidacy().close();
        int told = leader.views().views().size();

        cluster.leaderAbove(term);
        assertThat(leader.views().views()).hasSize(told);
    }
}
