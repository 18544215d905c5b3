package org.tanist.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;

/** Readers never see half a command, though they take no lock. */
final class ReaderTest {

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
}
