package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Replicas that are fed the same commands are the same, and readers never see half a command. */
final class ReplicaTest {

    @Test
    void replicasFedTheSameRandomCommandsAreEqualByteForByte() throws IOException {
        for (long seed = 1; seed <= 50; seed++) {
            Registry one = new Registry();
            Registry two = new Registry();
            Random random = new Random(seed);
            for (int index = 1; index <= 500; index++) {
                Command command = randomCommand(random, index);
                Reply first = one.apply(command);
                Reply second = two.apply(command);
                assertThat(second.status()).as("seed %d index %d", seed, index).isEqualTo(first.status());
                assertThat(second.attributes()).isEqualTo(first.attributes());
                if (index % 100 == 0) {
                    two = restored(two);
                }
            }
            assertThat(bytes(two)).as("seed %d", seed).isEqualTo(bytes(one));
        }
    }

    @Test
    void readersSeeVersionsGrowAndValuesWhole() throws Exception {
        Commands commands = new Commands(new Registry());
        commands.put("k", "1");
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch reading = new CountDownLatch(3);
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            results.add(readers.submit(() -> {
                long newest = 0;
                do {
                    Reply reply = commands.get("k");
                    long version = Long.parseLong(reply.attributes().get("version"));
                    assertThat(reply.text()).isEqualTo(Long.toString(version));
                    assertThat(version).isGreaterThanOrEqualTo(newest);
                    newest = version;
                    reading.countDown();
                } while (writing.get());
            }));
        }
        reading.await();
        for (int version = 2; version <= 20_000; version++) {
            commands.put("k", Integer.toString(version));
        }
        writing.set(false);
        for (Future<?> result : results) {
            result.get();
        }
        readers.shutdown();
    }

    private static Command randomCommand(Random random, int index) {
        String key = random.nextInt(20) == 0 ? "odd//" : "k" + random.nextInt(12);
        Map<String, String> parameters = switch (random.nextInt(4)) {
            case 0 -> Map.of("if-match", Integer.toString(Math.max(0, index - random.nextInt(30))));
            case 1 -> Map.of("if-none-match", "*");
            default -> Map.of();
        };
        String method = random.nextInt(4) == 0 ? "DELETE" : "PUT";
        byte[] body = ("v" + random.nextLong()).getBytes(StandardCharsets.UTF_8);
        return new Command(
                new Position(new Term(1), index), "id-" + index, 0, new Request(method, key, parameters, body));
    }

    private static Registry restored(Registry from) throws IOException {
        Registry registry = new Registry();
        registry.restore(new ByteArrayInputStream(bytes(from)));
        return registry;
    }

    private static byte[] bytes(Registry registry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        registry.snapshot().writeTo(out);
        return out.toByteArray();
    }
}
