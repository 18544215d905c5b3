package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Position;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;

class StorageTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1000);

    @TempDir
    Path root;

    private static Path log(Node node) throws IOException {
        try (Stream<Path> files = Files.walk(node.directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static String large(int number) {
        return number + "x".repeat(250_000);
    }

    @Test
    void aLaggingFollowerGetsTheCheckpoint() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node leader = cluster.leader();
            JournalWriter writer = leader.open();
            Node.write(writer, "first");
            Node lagging = cluster.others(leader).get(0);
            Cluster.eventually("delivered", () -> lagging.texts().size() == 1);
            lagging.close();
            for (int i = 0; i < 80; i++) {
                Node.write(writer, large(i));
            }
            // Whichever of them leads the Raft group by now, it has nothing but the checkpoint to send.
            Position until = leader.at();
            Map<Node, Snapshot> frozen = new HashMap<>();
            for (Node node : cluster.others(lagging)) {
                Cluster.eventually("as far as the active", () -> node.at().equals(until));
                frozen.put(node, node.snapshot());
            }
            // Ratis cuts only what lies before its last entry.
            Node.write(writer, "last");
            for (Node node : frozen.keySet()) {
                Cluster.eventually("as far as the active", () -> node.at().equals(leader.at()));
                node.journal().checkpoint(frozen.get(node));
                assertThat(node.journal().info().checkpoint()).isEqualTo(until);
                Cluster.eventually("the log is cut", () -> !beginsAtZero(node));
            }
            cluster.start(lagging);
            Cluster.eventually("caught up", () -> lagging.texts().equals(leader.texts()));
            assertThat(lagging.restores()).isPositive();
            assertThat(lagging.at()).isEqualTo(leader.at());
            lagging.close();
            cluster.start(lagging);
            Cluster.eventually("the same after a restart", () -> lagging.texts().equals(leader.texts()));
        }
    }

    /** Whether the log still has its first segment; how many there are later depends on changes of the Raft leader, too. */
    private static boolean beginsAtZero(Node node) {
        try (Stream<Path> files = Files.walk(node.directory())) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.startsWith("log_0-") || name.equals("log_inprogress_0"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void aCheckpointInTheMiddleOfABatchLosesAndRepeatsNothing() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Node only = cluster.leader();
            JournalWriter writer = only.open();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                expected.add("a" + i);
                Node.write(writer, "a" + i);
            }
            only.journal().checkpoint(only.snapshot());
            expected.add("b");
            expected.add("c");
            Node.write(writer, "b", "c");
            only.close();
            cluster.start(only);
            Cluster.eventually("replayed", () -> only.texts().equals(expected));
            assertThat(only.restores()).isEqualTo(1);
            Node.write(cluster.leader().open(), "d");
            assertThat(only.at().index()).isEqualTo(103);
        }
    }

    @Test
    void aTornTailIsCutOff() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Node only = cluster.leader();
            Node.write(only.open(), "a");
            only.close();
            try (RandomAccessFile file = new RandomAccessFile(log(only).toFile(), "rw")) {
                file.seek(SegmentCheck.endOfEntries(log(only)));
                file.write(new byte[] {90, 1, 2, 3, 4, 5});
            }
            cluster.start(only);
            Cluster.eventually("replayed", () -> only.texts().equals(List.of("a")));
            assertThat(Node.write(cluster.leader().open(), "b").index()).isEqualTo(2);
        }
    }

    @Test
    void aHalfWrittenLastEntryIsCutOff() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Node only = cluster.leader();
            JournalWriter writer = only.open();
            Node.write(writer, "a");
            Node.write(writer, "b");
            only.close();
            try (RandomAccessFile file = new RandomAccessFile(log(only).toFile(), "rw")) {
                file.setLength(SegmentCheck.endOfEntries(log(only)) - 9);
                file.setLength(1 << 20);
            }
            cluster.start(only);
            assertThat(Node.write(cluster.leader().open(), "c").index()).isEqualTo(2);
            assertThat(only.texts()).containsExactly("a", "c");
        }
    }

    @Test
    void aDamagedMiddleIsRefusedAndNamed() throws Exception {
        try (Cluster cluster = new Cluster(root, 1, TIMEOUT).startAll()) {
            Node only = cluster.leader();
            JournalWriter writer = only.open();
            for (int i = 0; i < 50; i++) {
                Node.write(writer, "entry " + i);
            }
            only.close();
            Path log = log(only);
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                int middle = SegmentCheck.endOfEntries(log) / 2;
                file.seek(middle);
                byte[] damage = new byte[40];
                java.util.Arrays.fill(damage, (byte) 0x55);
                file.write(damage);
            }
            assertThatThrownBy(() -> cluster.start(only))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(log.getFileName().toString());
        }
    }
}
