package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Guest;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.Launch;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.NfsServer;
import org.tanist.itests.harness.Writer;
import org.tanist.testkit.FreePorts;

/**
 * The journal on a real NFS server. Two masters run on machines with kernels of their own, which mount the directory, one by version 4.1
 * and one by version 3; a third master beside the server only votes. The active is cut off from the server and from the others for
 * longer than the server's lease, with writes on their way; what its kernel sends afterwards must count for nothing.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NfsTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration CUT = NfsServer.LEASE.plusSeconds(2);

    private NfsServer server;
    private List<Guest> guests;
    private ClusterProcess cluster;

    @BeforeAll
    void start() throws IOException {
        List<String> missing = NfsServer.missing();
        assumeTrue(missing.isEmpty(), "SKIPPED: a real NFS server and clients need " + missing + " (.ci/install nfs)");
        server = NfsServer.start();
        guests = List.of(server.guest("4.1"), server.guest("3"));
        int[] next = {0};
        cluster = ClusterProcess.shaped(3, launch -> {
            int number = next[0]++;
            Launch placed = number == guests.size()
                    ? launch.at(server.outside(), FreePorts.next())
                    : launch.at(guests.get(number).address(), 3000)
                            .prefix(guests.get(number).prefix())
                            .directory(Path.of("/mnt/data/master"));
            return placed.with("-D", "tanist.security.authentication=none", "-D", "tanist.disk.min-free=1MB")
                    // These machines are slow, and nothing here is about speed.
                    .with("-D", "tanist.election.timeout=2s", "-D", "tanist.journal.provider=storage")
                    .with("-D", "tanist.journal.rootpath=file://" + server.shared());
        });
        cluster.up();
        hold(cluster.master(2));
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void hold(MasterProcess voter) throws IOException {
        Http.Answer answer = cluster.awaitActive()
                .http()
                .json("PATCH", "/api/v1/masters/" + voter.name(), Map.of("held", true, "reason", "only votes"));
        assertThat(answer.ok()).as(answer.text()).isTrue();
        Eventually.until("a master on a guest is active", SOON, () -> cluster.awaitActive() != voter);
    }

    @Test
    void activeOnVersion4ThatWasCutOffCommitsNothingLate() throws IOException {
        cutOffActiveCommitsNothingLate(0);
    }

    @Test
    void activeOnVersion3ThatWasCutOffCommitsNothingLate() throws IOException {
        cutOffActiveCommitsNothingLate(1);
    }

    private void cutOffActiveCommitsNothingLate(int number) throws IOException {
        MasterProcess old = cluster.master(number);
        MasterProcess other = cluster.master(1 - number);
        Guest guest = guests.get(number);
        cluster.transferTo(old);
        try (Writer writer = Writer.on(cluster.masters(), "around" + number)) {
            writer.awaitMore(20);
            Path segment = server.shared().resolve("journal/seg-" + cluster.term());
            int first = guest.begun();
            guest.write("late" + number);
            Eventually.until(
                    "the writer on the guest is acknowledged",
                    SOON,
                    () -> guest.ended(first).stream().filter(Guest.Attempt::ok).count() > 5);
            guest.cut();
            assertThat(cluster.awaitActiveOtherThan(old, SOON)).isSameAs(other);
            int after = guest.begun();
            Eventually.stays(
                    "the cut-off master acknowledges nothing",
                    CUT,
                    () -> guest.ended(after).stream().noneMatch(Guest.Attempt::ok));
            Eventually.until("it was asked to", SOON, () -> !guest.ended(after).isEmpty());
            writer.awaitMore(20);
            List<Guest.Attempt> refused = guest.ended(after);
            long bytes = Files.size(segment);
            guest.heal();
            Eventually.until("the old active is standby", SOON, () -> old.role().equals("standby"));
            guest.rest();
            cluster.awaitAllUp();

            assertThat(refused).as("attempts while cut off").noneMatch(Guest.Attempt::ok);
            for (Guest.Attempt attempt : refused) {
                assertThat(status(other, attempt.key())).as(attempt.toString()).isEqualTo(404);
            }
            for (Guest.Attempt attempt : guest.ended(first)) {
                if (attempt.ok()) {
                    assertThat(status(other, attempt.key()))
                            .as(attempt.toString())
                            .isEqualTo(200);
                }
            }
            assertThat(writer.lost(cluster)).isEmpty();
            System.out.printf(
                    "[itests] NFS: cut off for more than %d s; then its kernel sent %d bytes more of %s; %d attempts refused%n",
                    CUT.toSeconds(), Files.size(segment) - bytes, segment.getFileName(), refused.size());
        }
    }

    private static int status(MasterProcess master, String key) {
        return Eventually.eventually("a definite answer for " + key, SOON, () -> {
            int status = master.http().get("/api/v1/registry/" + key).status();
            return status == 200 || status == 404 ? java.util.Optional.of(status) : java.util.Optional.empty();
        });
    }
}
