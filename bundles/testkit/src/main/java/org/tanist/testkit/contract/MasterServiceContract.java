package org.tanist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Snapshot;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.testkit.Seeds;

/**
 * What {@link MasterService} asks of a plugin: determinism, snapshots that are frozen and complete, and no exception whatever comes.
 * A subclass makes the service and some commands and queries that mean something to it.
 */
public abstract class MasterServiceContract {
    private static final int COMMANDS = 200;

    /** A service without any state. */
    protected abstract MasterService create();

    /** A command that the service may get; good and bad ones, from this randomness alone. */
    protected abstract Request command(Random random);

    /** Queries whose answers together show the state. */
    protected abstract List<Request> queries();

    @Test
    void replicasFedTheSameCommandsAnswerAndSnapshotTheSame() {
        Seeds.each(20, seed -> {
            MasterService one = create();
            MasterService two = create();
            feedBoth(one, two, 1, seed);
            assertThat(bytes(two.snapshot())).isEqualTo(bytes(one.snapshot()));
            assertThat(answers(two)).isEqualTo(answers(one));
        });
    }

    @Test
    void restoredReplicaGoesOnLikeTheOriginal() {
        Seeds.each(20, seed -> {
            MasterService original = create();
            feed(original, 1, COMMANDS, seed);
            MasterService restored = create();
            feed(restored, 1, 10, seed + 1);
            restored.restore(new ByteArrayInputStream(bytes(original.snapshot())));

            assertThat(answers(restored)).as("what it had before is forgotten").isEqualTo(answers(original));
            feedBoth(original, restored, COMMANDS + 1, seed + 2);
            assertThat(bytes(restored.snapshot())).isEqualTo(bytes(original.snapshot()));
        });
    }

    @Test
    void snapshotIsFrozenAndMayBeWrittenTwice() throws IOException {
        MasterService service = create();
        feed(service, 1, COMMANDS, 1);
        Snapshot.Source frozen = service.snapshot();
        byte[] first = bytes(frozen);
        feed(service, COMMANDS + 1, COMMANDS, 2);

        assertThat(bytes(frozen)).isEqualTo(first);
    }

    @Test
    void emptyStreamRestoresTheEmptyState() throws IOException {
        MasterService service = create();
        List<String> empty = answers(service);
        feed(service, 1, COMMANDS, 1);
        service.restore(new ByteArrayInputStream(new byte[0]));

        assertThat(answers(service)).isEqualTo(empty);
    }

    @Test
    void commandsThatNoOneWouldSendAreAnsweredAndNotThrownBack() {
        MasterService service = create();
        Random random = new Random(3);
        for (int index = 1; index <= 500; index++) {
            Request odd = oddRequest(random);
            Command command = new Command(new Position(new Term(1), index), "odd" + index, 0, odd);
            assertThatCode(() -> assertThat(service.apply(command)).isNotNull())
                    .as("apply %s %s", odd.method(), odd.path())
                    .doesNotThrowAnyException();
            assertThatCode(() -> assertThat(service.query(odd)).isNotNull())
                    .as("query %s %s", odd.method(), odd.path())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void queriesLeaveTheStateAlone() throws IOException {
        MasterService service = create();
        feed(service, 1, COMMANDS, 1);
        byte[] before = bytes(service.snapshot());
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            service.query(command(random));
            service.query(oddRequest(random));
        }
        answers(service);

        assertThat(bytes(service.snapshot())).isEqualTo(before);
    }

    @Test
    void queriesAreAnsweredWhileCommandsAreApplied() throws Exception {
        MasterService service = create();
        AtomicBoolean applying = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> reader = threads.submit(() -> {
            do {
                answers(service);
            } while (applying.get());
        });
        Future<?> writer = threads.submit(() -> feed(service, 1, 10 * COMMANDS, 5));
        writer.get();
        applying.set(false);
        reader.get();
        threads.shutdown();
    }

    private void feed(MasterService service, int from, int count, long seed) {
        Random random = new Random(seed);
        for (int index = from; index < from + count; index++) {
            service.apply(new Command(new Position(new Term(1), index), "id" + index, index, command(random)));
        }
    }

    /** Each gets a request of its own, as replicas on different masters do. */
    private void feedBoth(MasterService one, MasterService two, int from, long seed) {
        Random random = new Random(seed);
        for (int index = from; index < from + COMMANDS; index++) {
            Position position = new Position(new Term(1), index);
            Request request = command(random);
            Request copy = Request.decode(request.encode());
            String first = describe(one.apply(new Command(position, "id" + index, index, request)));
            String second = describe(two.apply(new Command(position, "id" + index, index, copy)));
            assertThat(second).as("reply to command %d", index).isEqualTo(first);
        }
    }

    private List<String> answers(MasterService service) {
        return queries().stream().map(query -> describe(service.query(query))).toList();
    }

    private static String describe(Reply reply) {
        return reply.status() + " " + new TreeMap<>(reply.attributes()) + " "
                + new String(reply.body(), StandardCharsets.ISO_8859_1);
    }

    private static Request oddRequest(Random random) {
        String[] methods = {"", "PUT", "GET", "DELETE", "POST", "put", "\u0000", "VERYLONGMETHOD".repeat(100)};
        String[] paths = {
            "", "/", "//", "..", "a/../b", "\uD83D", "x".repeat(5_000), "ü", "a\nb", "-1", "99999999999999999999"
        };
        String[] values = {"", "*", "-1", "NaN", "99999999999999999999", "\u0000"};
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        Map<String, String> parameters = Map.of(
                "if-match", values[random.nextInt(values.length)], "limit", values[random.nextInt(values.length)]);
        return new Request(
                methods[random.nextInt(methods.length)],
                paths[random.nextInt(paths.length)],
                random.nextBoolean() ? parameters : Map.of(),
                body);
    }

    private static byte[] bytes(Snapshot.Source source) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.writeTo(out);
        return out.toByteArray();
    }
}
