package org.tanist.election.raft.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.raft.internal.record.Batch;
import org.tanist.election.raft.internal.record.Ledger;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Snapshot;

class ClaimMachineTest {
    private final List<String> delivered = new ArrayList<>();
    private final List<Long> restored = new ArrayList<>();
    private final ClaimMachine machine = new ClaimMachine(new Deaf());

    @Test
    void aToldBatchIsDeliveredOnceAndOnlyInItsPlace() {
        machine.attach(new Delivered());
        assertThat(machine.anticipate(batch(1, "a", "b"), 2)).isTrue();
        assertThat(machine.anticipate(batch(1, "a", "b"), 2)).as("again").isFalse();
        assertThat(machine.anticipate(batch(3, "d"), 4)).as("over a gap").isFalse();
        assertThat(machine.anticipate(batch(2, "c"), 3)).isTrue();
        assertThat(delivered).containsExactly("1 a", "2 b", "3 c");
        assertThat(machine.delivered().index()).isEqualTo(3);
    }

    @Test
    void aBatchOfAnotherTermThanTheOneInForceHereIsLeftToTheLog() {
        machine.attach(new Delivered());
        assertThat(machine.anticipate(new Batch(1, 1, List.of(entry("a"))), 1)).isFalse();
        assertThat(delivered).isEmpty();
    }

    @Test
    void nothingIsDeliveredBeforeTheConsumerIsThereOrAfterTheEnd() {
        assertThat(machine.anticipate(batch(1, "a"), 1)).isFalse();
        machine.attach(new Delivered());
        machine.detach();
        assertThat(machine.anticipate(batch(1, "a"), 1)).isFalse();
        assertThat(delivered).isEmpty();
    }

    @Test
    void aCheckpointOlderThanWhatWasToldDoesNotTakeItBack(@TempDir Path root) throws IOException {
        RaftStorage storage = RaftStorage.newBuilder()
                .setDirectory(root.toFile())
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.ZERO)
                .build();
        storage.initialize();
        machine.initialize(named(), RaftGroupId.randomId(), storage);
        machine.attach(new Delivered());
        assertThat(machine.anticipate(batch(1, "a", "b", "c"), 3)).isTrue();
        checkpoint(storage, 2);
        assertThat(machine.delivered().index()).isEqualTo(3);
        assertThat(restored).isEmpty();
        checkpoint(storage, 5);
        assertThat(machine.delivered().index()).isEqualTo(5);
        assertThat(restored).containsExactly(5L);
        storage.close();
    }

    /** The machine only wants to know whose it is. */
    private static RaftServer named() {
        return (RaftServer) Proxy.newProxyInstance(
                RaftServer.class.getClassLoader(),
                new Class<?>[] {RaftServer.class},
                (proxy, method, arguments) -> RaftPeerId.valueOf("m1"));
    }

    /** What Ratis does when the leader has sent a checkpoint. */
    private void checkpoint(RaftStorage storage, long index) throws IOException {
        File file = new File(
                storage.getStorageDir().getStateMachineDir(), SimpleStateMachineStorage.getSnapshotFileName(1, index));
        SnapshotFile.write(file, Ledger.EMPTY, new Snapshot(new Position(new Term(0), index), out -> out.write(1)));
        machine.pause();
        machine.reinitialize();
    }

    private static Batch batch(long number, String... texts) {
        return new Batch(
                0, number, Stream.of(texts).map(ClaimMachineTest::entry).toList());
    }

    private static Entry entry(String text) {
        return new Entry("test", text, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    private final class Delivered implements EntryConsumer {
        @Override
        public void apply(Position position, Entry entry) {
            delivered.add(position.index() + " " + entry.id());
        }

        @Override
        public void restore(Position position, InputStream snapshot) {
            restored.add(position.index());
        }
    }

    private static final class Deaf implements MachineListener {
        @Override
        public void claimed(Ledger ledger) {}

        @Override
        public void decided(Batch batch, Position last, long raftIndex) {}

        @Override
        public void appended(Batch batch, Position last) {}

        @Override
        public void voided(Batch batch, Ledger ledger) {}

        @Override
        public void applied(long raftIndex) {}

        @Override
        public void leaderReady() {}

        @Override
        public void leaderChanged() {}

        @Override
        public void configurationChanged() {}

        @Override
        public void failed(String reason) {}
    }
}
