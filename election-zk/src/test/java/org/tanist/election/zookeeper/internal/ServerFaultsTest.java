package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.testkit.Eventually.completed;
import static org.tanist.testkit.Eventually.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Election;
import org.tanist.election.Standing;
import org.tanist.journal.Entry;
import org.tanist.journal.JournalWriter;
import org.tanist.testkit.contract.ElectionCluster;
import org.tanist.testkit.contract.ElectionCluster.Master;
import org.tanist.testkit.contract.ElectionProvider;

/** The servers of the ensemble fail, the masters live. */
class ServerFaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Long sessions: the servers must be able to elect within the lease, on a busy machine, too. */
    private static final Duration TICK = Duration.ofMillis(500);

    @TempDir
    Path directory;

    private LocalEnsemble ensemble;
    private ElectionCluster cluster;

    @BeforeEach
    void start() throws IOException {
        Path data = Files.createDirectories(directory.resolve("servers"));
        ensemble = new LocalEnsemble(data, TestEnsemble.classPath(), 3, TICK, List.of()).start();
        cluster = new ElectionCluster(new Provider(), directory.resolve("masters"), 3).startAll();
    }

    @AfterEach
    void end() {
        cluster.close();
        ensemble.close();
        assertThat(cluster.faults()).isEmpty();
    }

    private final class Provider implements ElectionProvider {
        @Override
        public Election election(int number) {
            return new ZooKeeperElection();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("connect", ensemble.connect(), "session-timeout", "10s");
        }

        @Override
        public Duration patience() {
            return LIMIT;
        }

        @Override
        public void kill(Candidacy candidacy) {
            if (candidacy instanceof ZooKeeperCandidacy zookeeper) {
                zookeeper.abort();
            }
        }
    }

    private static Entry entry(String id) {
        return new Entry("faults", id, 0, id.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void deathOfTheEnsemblesLeaderIsAPauseOfTheSameTerm() throws IOException {
        Master active = cluster.leader();
        Term term = active.leads().orElseThrow();
        JournalWriter writer = active.journal().open(term);
        completed(writer.append(List.of(entry("before"))), LIMIT);
        ensemble.kill(ensemble.leader());
        List<CompletionStage<Position>> during = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            during.add(writer.append(List.of(entry("during" + i))));
        }
        for (CompletionStage<Position> answer : during) {
            completed(answer, LIMIT);
        }

        assertThat(active.leads()).contains(term);
        assertThat(completed(writer.confirm(), LIMIT).index()).isEqualTo(21);
        for (Master master : cluster.running()) {
            eventually(LIMIT, () -> assertThat(master.replica().ids()).hasSize(21));
        }
    }

    @Test
    void restartOfTheWholeEnsembleStopsEverythingAndLosesNothing() throws IOException {
        Master before = cluster.leader();
        Term term = before.leads().orElseThrow();
        JournalWriter writer = before.journal().open(term);
        for (int i = 0; i < 10; i++) {
            completed(writer.append(List.of(entry("before" + i))), LIMIT);
        }
        for (int i = 0; i < 3; i++) {
            ensemble.kill(i);
        }
        eventually(
                LIMIT, () -> assertThat(before.candidacy().view().standing()).isInstanceOf(Standing.Uncertain.class));
        for (Master master : cluster.running()) {
            assertThat(master.leads()).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            ensemble.launch(i);
        }
        Master after = cluster.leaderAbove(term);
        JournalWriter next = after.journal().open(after.leads().orElseThrow());
        assertThat(next.start().index()).isEqualTo(10);
        completed(next.append(List.of(entry("after"))), LIMIT);
        for (Master master : cluster.running()) {
            eventually(
                    LIMIT,
                    () -> assertThat(master.replica().ids())
                            .hasSize(11)
                            .startsWith("before0")
                            .endsWith("after"));
        }
    }
}
