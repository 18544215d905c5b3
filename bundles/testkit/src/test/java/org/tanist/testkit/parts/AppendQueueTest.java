package org.tanist.testkit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.group.AppendQueue;

class AppendQueueTest {
    private static final Term TERM = new Term(7);

    private final AppendQueue queue = new AppendQueue();

    private static Entry entry(String id, int bytes) {
        return new Entry("test", id, 0, new byte[bytes]);
    }

    private static List<String> ids(AppendQueue.Batch batch) {
        return batch.entries().stream().map(Entry::id).toList();
    }

    @Test
    void everythingThatWaitsGoesTogetherAndEachCallerIsToldItsLastPosition() {
        CompletableFuture<Position> one = queue.add(List.of(entry("a", 1), entry("b", 1)));
        CompletableFuture<Position> two = queue.add(List.of(entry("c", 1)));
        AppendQueue.Batch batch = queue.next().orElseThrow();
        assertThat(ids(batch)).containsExactly("a", "b", "c");
        assertThat(batch.size()).isEqualTo(2);
        assertThat(queue.next()).isEmpty();
        batch.committed(TERM, 10);
        assertThat(one).isCompletedWithValue(new Position(TERM, 12));
        assertThat(two).isCompletedWithValue(new Position(TERM, 13));
    }

    @Test
    void whatIsMoreThanOneCommitTakesGoesInOrderWithTheNext() {
        for (String id : List.of("a", "b", "c")) {
            queue.add(List.of(entry(id, 100 << 10)));
        }
        assertThat(ids(queue.next().orElseThrow())).containsExactly("a", "b");
        assertThat(ids(queue.next().orElseThrow())).containsExactly("c");
    }

    @Test
    void oneAppendLargerThanACommitTakesIsNotSplit() {
        queue.add(List.of(entry("a", 1 << 20), entry("b", 1 << 20)));
        queue.add(List.of(entry("c", 1)));
        assertThat(ids(queue.next().orElseThrow())).containsExactly("a", "b");
        assertThat(ids(queue.next().orElseThrow())).containsExactly("c");
    }

    @Test
    void whileManyAppendTheNextBatchWaitsForMostOfThoseWhoWereAnswered() {
        for (int i = 0; i < 8; i++) {
            queue.add(List.of(entry("a" + i, 1)));
        }
        AppendQueue.Batch first = queue.next().orElseThrow();
        queue.add(List.of(entry("b0", 1)));
        assertThat(queue.landed(first)).isTrue();
        for (int i = 1; i < 5; i++) {
            queue.add(List.of(entry("b" + i, 1)));
            assertThat(queue.next()).isEmpty();
        }
        queue.add(List.of(entry("b5", 1)));
        assertThat(queue.next().orElseThrow().size()).isEqualTo(6);
    }

    @Test
    void whatWaitsForOthersLongEnoughGoesWithoutThem() {
        for (int i = 0; i < 8; i++) {
            queue.add(List.of(entry("a" + i, 1)));
        }
        assertThat(queue.landed(queue.next().orElseThrow())).isTrue();
        queue.add(List.of(entry("b", 1)));
        assertThat(queue.next()).isEmpty();
        queue.hurry();
        assertThat(ids(queue.next().orElseThrow())).containsExactly("b");
    }

    @Test
    void fewCallersWaitForNobody() {
        for (int i = 0; i < 3; i++) {
            queue.add(List.of(entry("a" + i, 1)));
        }
        assertThat(queue.landed(queue.next().orElseThrow())).isFalse();
        queue.add(List.of(entry("b", 1)));
        assertThat(ids(queue.next().orElseThrow())).containsExactly("b");
    }

    @Test
    void anAppendThatIsFarTooLargeIsRefusedAndNamesTheLimit() {
        List<Entry> four = List.of(entry("a", 1 << 20), entry("b", 1 << 20), entry("c", 1 << 20), entry("d", 1 << 20));
        assertThatThrownBy(queue.add(four)::join)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("append it in parts");
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void theEndFailsWhatWaitsAndWhatComesButNotWhatWasTaken() {
        CompletableFuture<Position> taken = queue.add(List.of(entry("a", 1)));
        AppendQueue.Batch batch = queue.next().orElseThrow();
        CompletableFuture<Position> waiting = queue.add(List.of(entry("b", 1)));
        IOException reason = new IOException("over");
        queue.end(reason);
        queue.end(new IOException("later"));
        assertThat(taken).isNotDone();
        assertThatThrownBy(waiting::join).hasCause(reason);
        assertThatThrownBy(queue.add(List.of(entry("c", 1)))::join).hasCause(reason);
        assertThat(queue.next()).isEmpty();
        batch.failed(reason);
        assertThatThrownBy(taken::join).hasCause(reason);
    }
}
