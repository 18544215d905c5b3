package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.FaultyRoot;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Processes;
import org.tanist.itests.harness.Writer;

/**
 * The roots of the journal and of the jar store under a running cluster are deleted, made read-only, filled up, and hang: the active steps
 * down, or the cluster is degraded, soon and with the reason; and no process has to be started again. Alone, because it is timed.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RootFaultTest {
    /** Three times what is promised: the test tells right from wrong, docs/benchmarks.md how fast. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OTHER = "00000000-0000-0000-0000-000000000001";

    private FaultyRoot journal;
    private FaultyRoot jars;
    private ClusterProcess cluster;

    @BeforeAll
    void start() {
        assumeTrue(FaultyRoot.possible(), "SKIPPED: roots that fail need root and bindfs (.ci/install bindfs)");
        journal = FaultyRoot.ofMegabytes(48);
        jars = FaultyRoot.ofMegabytes(32);
        cluster = ClusterProcess.of(
                3,
                "-D",
                "tanist.journal.provider=storage",
                "-D",
                "tanist.journal.rootpath=" + journal.address(),
                "-D",
                "tanist.jarstore.rootpath=" + jars.address());
        cluster.up();
    }

    @AfterAll
    void stop() {
        if (journal != null) {
            List.of(journal, jars).forEach(FaultyRoot::resume);
            if (cluster != null) {
                cluster.close();
            }
            List.of(journal, jars).forEach(FaultyRoot::close);
        }
    }

    /** And an empty directory in its place is not taken for a cluster that begins: what comes back is gone on with. */
    @Test
    void journalWhoseRootIsDeleted() throws IOException {
        activeStepsDown(journal::delete, journal::restore, "is gone: is it mounted?", () -> {
            journal.begin();
            for (MasterProcess master : cluster.masters()) {
                Eventually.until(
                        master.name() + " says so",
                        SOON,
                        () -> explanation(master).contains("has lost its marker"));
            }
            journal.claim(OTHER);
            for (MasterProcess master : cluster.masters()) {
                Eventually.until(
                        master.name() + " tells another cluster's from its own",
                        SOON,
                        () -> explanation(master).contains("holds files of cluster '" + OTHER));
            }
            assertThat(journal.inside().resolve("journal")).doesNotExist();
        });
        assertThat(journal.inside().resolve("journal")).isDirectory();
    }

    @Test
    void journalWhoseRootIsReadOnly() throws IOException {
        activeStepsDown(journal::protect, journal::unprotect, "Read-only file system");
    }

    @Test
    void journalWhoseRootIsFull() throws IOException {
        activeStepsDown(journal::fill, journal::empty, "No space left on device");
    }

    @Test
    void journalWhoseRootHangs() throws IOException {
        activeStepsDown(journal::hang, journal::resume, "has not answered for more than 3 s");
    }

    private void activeStepsDown(Runnable fault, Runnable repair, String reason) throws IOException {
        activeStepsDown(fault, repair, reason, () -> {});
    }

    /** @param then is done before it is repaired, and changes nothing */
    private void activeStepsDown(Runnable fault, Runnable repair, String reason, Runnable then) throws IOException {
        cluster.awaitAllUp();
        List<Long> processes = processes();
        try (Writer writer = Writer.on(cluster.masters(), "root" + System.nanoTime())) {
            writer.awaitMore(30);
            MasterProcess active = cluster.awaitActive();
            fault.run();
            try {
                Eventually.until("nobody serves, and all say so", LIMIT, this::nobodyServes);
                Eventually.until(
                        "the reason is shown", LIMIT, () -> explanation(active).contains(reason));
                then.run();
                assertThat(nobodyServes()).isTrue();
                Eventually.passes("the command line says so", SOON, () -> {
                    Processes.Result status = cluster.tanist("--stale", "status");
                    assertThat(status.all()).contains("no master");
                    assertThat(status.exit()).as(status.all()).isIn(5, 8);
                });
            } finally {
                repair.run();
            }
            cluster.awaitAllUp();
            writer.awaitMore(30);
            assertThat(writer.lost(cluster)).isEmpty();
        }
        assertThat(processes()).as("no master was started again").isEqualTo(processes);
    }

    private boolean nobodyServes() {
        return cluster.masters().stream().allMatch(m -> m.http().within(LIMIT).status("/active") == 503);
    }

    private static String explanation(MasterProcess master) throws IOException {
        return master.http().within(LIMIT).get("/api/v1/explain").text();
    }

    /** Whoever is elected then hangs in the opening of the journal: it must not end for that, nor serve. */
    @Test
    void journalThatHangsWhileAnotherMasterTakesOver() throws IOException {
        cluster.awaitAllUp();
        List<Long> processes = processes();
        try (Writer writer = Writer.on(cluster.masters(), "opening")) {
            writer.awaitMore(30);
            MasterProcess old = cluster.awaitActive();
            journal.hang();
            old.signal("STOP");
            try {
                Eventually.stays(
                        "no other one serves, and none ends",
                        LIMIT.multipliedBy(2),
                        () -> cluster.masters().stream()
                                .filter(m -> m != old)
                                .allMatch(
                                        m -> m.alive() && m.http().within(LIMIT).status("/active") == 503));
            } finally {
                journal.resume();
                old.signal("CONT");
            }
            cluster.awaitAllUp();
            writer.awaitMore(30);
            assertThat(writer.lost(cluster)).isEmpty();
        }
        assertThat(processes()).as("no master was started again").isEqualTo(processes);
    }

    @Test
    void jarStoreWhoseRootIsDeleted() throws IOException {
        clusterIsDegraded(jars::delete, jars::restore, "is gone: is it mounted?", () -> {
            jars.begin();
            Eventually.until(
                    "an empty root is not taken for the store",
                    SOON,
                    () -> cluster.awaitActive()
                            .view()
                            .filter(view -> view.path("verdict").asText().contains("has lost its marker"))
                            .isPresent());
        });
        assertThat(jars.inside().resolve("blobs")).isDirectory();
    }

    @Test
    void jarStoreWhoseRootIsReadOnly() throws IOException {
        clusterIsDegraded(jars::protect, jars::unprotect, "Read-only file system");
    }

    @Test
    void jarStoreWhoseRootIsFull() throws IOException {
        clusterIsDegraded(jars::fill, jars::empty, "No space left on device");
    }

    @Test
    void jarStoreWhoseRootHangs() throws IOException {
        clusterIsDegraded(jars::hang, jars::resume, "has not answered for more than 3 s");
    }

    private void clusterIsDegraded(Runnable fault, Runnable repair, String reason) throws IOException {
        clusterIsDegraded(fault, repair, reason, () -> {});
    }

    private void clusterIsDegraded(Runnable fault, Runnable repair, String reason, Runnable then) throws IOException {
        cluster.awaitAllUp();
        List<Long> processes = processes();
        MasterProcess active = cluster.awaitActive();
        byte[] bytes = new byte[100_000];
        new Random(bytes.length + reason.hashCode()).nextBytes(bytes);
        Http.Answer before = upload(active, bytes);
        assertThat(before.ok()).as(before.text()).isTrue();
        String id = before.json().path("id").asText();
        try (Writer writer = Writer.on(cluster.masters(), "jars" + System.nanoTime())) {
            fault.run();
            try {
                Eventually.until(
                        "the cluster says that it is degraded and why",
                        LIMIT,
                        () -> active.view()
                                .filter(view -> view.path("health").asText().equals("degraded"))
                                .filter(view -> view.path("verdict").asText().contains(reason))
                                .isPresent());
                assertThat(explanation(active)).contains(reason);
                if (!reason.contains("answered")) {
                    Http.Answer refused = upload(active, new byte[] {1, 2, 3});
                    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
                    assertThat(refused.text()).contains(reason);
                }
                then.run();
                writer.awaitMore(30);
                assertThat(active.active()).as("the journal is well").isTrue();
            } finally {
                repair.run();
            }
            Eventually.until(
                    "the cluster is healthy",
                    SOON,
                    () -> cluster.awaitAllUp().path("health").asText().equals("healthy"));
            Http.Answer again = upload(active, new byte[] {4, 5, 6});
            assertThat(again.ok()).as(again.text()).isTrue();
            assertThat(active.http().get("/api/v1/jars/" + id).bytes()).isEqualTo(bytes);
            assertThat(writer.lost(cluster)).isEmpty();
        }
        assertThat(processes()).as("no master was started again").isEqualTo(processes);
    }

    private static Http.Answer upload(MasterProcess master, byte[] bytes) throws IOException {
        return master.http().send("POST", "/api/v1/jars?name=root.jar", bytes);
    }

    private List<Long> processes() {
        return cluster.masters().stream().map(MasterProcess::pid).toList();
    }
}
