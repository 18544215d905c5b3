package org.tanist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.completed;
import static org.tanist.testkit.Eventually.eventually;
import static org.tanist.testkit.Eventually.failed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalInfo;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.StaleTermException;
import org.tanist.testkit.Replica;

/** What {@link Journal} promises. A subclass says how a cluster with journals is made. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
public abstract class JournalContract {
    @TempDir
    Path directory;

    private JournalCluster cluster;
    private int ids;

    /** Makes and starts a cluster that keeps its data below {@code directory}. */
    protected abstract JournalCluster createCluster(Path directory, int size) throws Exception;

    /** Makes the cluster that is checked and closed at the end of the test. */
    private void start(int size) throws Exception {
        cluster = createCluster(directory, size);
    }

    @AfterEach
    final void checkWhatMustNeverHappen() {
        if (cluster == null) {
            return;
        }
        try {
            List<List<Replica.Applied>> histories = IntStream.range(0, cluster.size())
                    .mapToObj(number -> cluster.replica(number).applied())
                    .toList();
            for (List<Replica.Applied> one : histories) {
                for (List<Replica.Applied> two : histories) {
                    int common = Math.min(one.size(), two.size());
                    assertThat(one.subList(0, common)).as("replicas agree").isEqualTo(two.subList(0, common));
                }
            }
            assertThat(cluster.faults()).isEmpty();
        } finally {
            cluster.close();
        }
    }

    @Test
    void appendedEntriesAreDeliveredToEveryMasterInOrderFromIndexOne() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        List<String> appended = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            appended.addAll(ids(acknowledged(writer, 1 + i % 3)));
        }
        for (int number = 0; number < 3; number++) {
            Replica replica = cluster.replica(number);
            eventually(cluster.patience(), () -> assertThat(replica.ids()).isEqualTo(appended));
            assertThat(replica.applied().get(0).position().index()).isEqualTo(1);
        }
    }

    @Test
    void appendTellsThePositionOfTheBatchesLastEntry() throws Exception {
        start(3);
        Term term = cluster.elect(0);
        JournalWriter writer = cluster.journal(0).open(term);
        List<Entry> first = batch(2);
        List<Entry> second = batch(3);
        Position afterFirst = completed(writer.append(first), cluster.patience());
        Position afterSecond = completed(writer.append(second), cluster.patience());

        assertThat(afterFirst).isEqualTo(new Position(term, writer.start().index() + 2));
        assertThat(afterSecond).isEqualTo(new Position(term, afterFirst.index() + 3));
        eventually(
                cluster.patience(),
                () -> assertThat(cluster.replica(1).applied())
                        .contains(new Replica.Applied(afterSecond, second.get(2).id())));
    }

    @Test
    void batchesInFlightAreDeliveredWholeAndInTheOrderOfTheirAppends() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        List<String> appended = new ArrayList<>();
        List<CompletionStage<Position>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<Entry> batch = batch(1 + i % 4);
            appended.addAll(ids(batch));
            answers.add(writer.append(batch));
        }
        for (CompletionStage<Position> answer : answers) {
            completed(answer, cluster.patience());
        }
        eventually(
                cluster.patience(), () -> assertThat(cluster.replica(2).ids()).isEqualTo(appended));
    }

    @Test
    void everyThreadsEntryStandsWhereItsAcknowledgementSays() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        Map<Long, String> acknowledged = new HashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Map<Long, String>>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "thread" + i + "-";
            results.add(threads.submit(() -> {
                Map<Long, String> own = new HashMap<>();
                for (int n = 0; n < 25; n++) {
                    Position position = completed(writer.append(List.of(entry(name + n))), cluster.patience());
                    own.put(position.index(), name + n);
                }
                return own;
            }));
        }
        for (Future<Map<Long, String>> result : results) {
            acknowledged.putAll(result.get());
        }
        threads.shutdown();
        assertThat(acknowledged).as("each has a position of its own").hasSize(200);
        for (int number = 0; number < 3; number++) {
            awaitIndex(number, writer.start().index() + 200);
            Map<Long, String> delivered = new HashMap<>();
            cluster.replica(number)
                    .applied()
                    .forEach(one -> delivered.put(one.position().index(), one.id()));
            assertThat(delivered).containsAllEntriesOf(acknowledged);
        }
    }

    @Test
    void newerTermFencesAnOlderWriterForGood() throws Exception {
        start(3);
        JournalWriter old = opened(0);
        acknowledged(old, 1);
        JournalWriter young = opened(1);

        assertThat(failed(old.append(batch(1)), cluster.patience())).isInstanceOf(StaleTermException.class);
        List<String> kept = ids(acknowledged(young, 1));
        assertThat(failed(old.append(batch(1)), cluster.patience())).isInstanceOf(StaleTermException.class);
        awaitIndex(2, young.start().index() + 1);
        assertThat(cluster.replica(2).ids()).hasSize(2).endsWith(kept.get(0));
    }

    @Test
    void fencedWriterCannotConfirmARead() throws Exception {
        start(3);
        JournalWriter old = opened(0);
        completed(old.confirm(), cluster.patience());
        opened(1);

        assertThat(failed(old.confirm(), cluster.patience())).isInstanceOf(IOException.class);
    }

    @Test
    void olderTermCannotOpenAfterANewerOneHas() throws Exception {
        start(3);
        Term older = cluster.elect(0);
        opened(1);

        assertThatThrownBy(() -> cluster.journal(0).open(older)).isInstanceOf(StaleTermException.class);
    }

    @Test
    void everythingAcknowledgedBeforeIsDeliveredUpToTheStartOfANewTerm() throws Exception {
        start(3);
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            int number = round % 3;
            JournalWriter writer = opened(number);
            awaitIndex(number, writer.start().index());
            assertThat(cluster.replica(number).ids()).as("round %d", round).containsAll(acknowledged);
            acknowledged.addAll(ids(acknowledged(writer, 3)));
        }
    }

    @Test
    void nothingIsCommittedUnderALowerTermOnceAnotherHasOpened() throws Exception {
        start(3);
        for (int round = 0; round < 4; round++) {
            JournalWriter old = opened(round % 3);
            List<CompletionStage<Position>> inFlight = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                inFlight.add(old.append(batch(1)));
            }
            int next = (round + 1) % 3;
            Term term = cluster.elect(next);
            JournalWriter young = cluster.journal(next).open(term);
            List<Entry> first = acknowledged(young, 1);
            for (CompletionStage<Position> answer : inFlight) {
                answer.toCompletableFuture()
                        .handle((position, failure) -> "over")
                        .get();
            }
            awaitIndex(next, young.start().index() + 1);
            List<Replica.Applied> delivered = cluster.replica(next).applied();
            assertThat(delivered.get((int) young.start().index()).id())
                    .isEqualTo(first.get(0).id());
        }
    }

    @Test
    void confirmedReadSeesEverythingAcknowledgedBefore() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        for (int i = 0; i < 20; i++) {
            Position written = completed(writer.append(batch(2)), cluster.patience());
            Position readable = completed(writer.confirm(), cluster.patience());
            assertThat(readable).isGreaterThanOrEqualTo(written);
        }
    }

    @Test
    void restartedMasterIsGivenEverythingAgain() throws Exception {
        start(3);
        List<String> before = ids(acknowledged(opened(0), 20));
        cluster.restart(2);
        cluster.restart(1);
        List<String> after = ids(acknowledged(opened(2), 1));

        for (int number = 0; number < 3; number++) {
            awaitIndex(number, 21);
            assertThat(cluster.replica(number).ids()).containsAll(before).endsWith(after.get(0));
        }
    }

    @Test
    void everythingSurvivesTheRestartOfAllMasters() throws Exception {
        start(3);
        List<String> written = ids(acknowledged(opened(0), 10));
        for (int number = 0; number < 3; number++) {
            cluster.restart(number);
        }
        JournalWriter writer = opened(1);
        assertThat(writer.start().index()).isEqualTo(10);
        awaitIndex(1, 10);
        assertThat(cluster.replica(1).ids()).isEqualTo(written);
    }

    @Test
    void restartAfterACheckpointGivesTheSnapshotAndWhatFollows() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        List<String> written = new ArrayList<>(ids(acknowledged(writer, 30)));
        for (int number = 0; number < 3; number++) {
            awaitIndex(number, 30);
            cluster.journal(number).checkpoint(cluster.replica(number).snapshot());
        }
        written.addAll(ids(acknowledged(writer, 5)));
        cluster.restart(2);

        awaitIndex(2, 35);
        assertThat(cluster.replica(2).ids()).isEqualTo(written);
        assertThat(cluster.replica(2).restores()).isGreaterThanOrEqualTo(1);
        eventually(
                cluster.patience(),
                () -> assertThat(cluster.journal(2).info().checkpoint().index()).isEqualTo(30));
    }

    @Test
    void olderCheckpointThanTheNewestIsIgnored() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        acknowledged(writer, 5);
        awaitIndex(0, 5);
        var older = cluster.replica(0).snapshot();
        acknowledged(writer, 5);
        awaitIndex(0, 10);
        cluster.journal(0).checkpoint(cluster.replica(0).snapshot());
        cluster.journal(0).checkpoint(older);

        assertThat(cluster.journal(0).info().checkpoint().index()).isEqualTo(10);
    }

    @Test
    void journalHasOneConsumer() throws Exception {
        start(1);

        assertThatThrownBy(() -> cluster.journal(0).follow(new Replica())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void largestPayloadIsTaken() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        Entry largest = new Entry("contract", "largest", 0, new byte[Entry.MAX_PAYLOAD]);
        completed(writer.append(List.of(largest)), cluster.patience());

        awaitIndex(2, 1);
        assertThat(cluster.replica(2).ids()).containsExactly("largest");
    }

    @Test
    void closedWriterAppendsNothingAndCloseMayBeRepeated() throws Exception {
        start(3);
        JournalWriter writer = opened(0);
        acknowledged(writer, 1);
        writer.close();
        writer.close();

        assertThat(failed(writer.append(batch(1)), cluster.patience())).isInstanceOf(IOException.class);
        JournalWriter next = opened(1);
        assertThat(next.start().index()).isEqualTo(1);
    }

    @Test
    void infoFollowsTheJournal() throws Exception {
        start(3);
        Journal journal = cluster.journal(0);
        assertThat(journal.info().checkpoint()).isEqualTo(Position.START);
        acknowledged(opened(0), 7);

        eventually(cluster.patience(), () -> {
            JournalInfo info = journal.info();
            assertThat(info.applied().index()).isEqualTo(7);
            assertThat(info.committed().index()).isEqualTo(7);
            assertThat(info.provider()).isNotBlank();
        });
    }

    private JournalWriter opened(int number) throws IOException {
        return cluster.journal(number).open(cluster.elect(number));
    }

    /** Appends one batch and waits for its acknowledgement. */
    private List<Entry> acknowledged(JournalWriter writer, int size) {
        List<Entry> batch = batch(size);
        completed(writer.append(batch), cluster.patience());
        return batch;
    }

    private void awaitIndex(int number, long index) {
        eventually(
                cluster.patience(),
                () -> assertThat(cluster.replica(number).position().index())
                        .as("applied by master %d", number + 1)
                        .isGreaterThanOrEqualTo(index));
    }

    private List<Entry> batch(int size) {
        return IntStream.range(0, size).mapToObj(i -> entry("entry" + ids++)).toList();
    }

    private static Entry entry(String id) {
        return new Entry("contract", id, 0, ("payload of " + id).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }
}
