package org.tanist.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.RefusedException;
import org.tanist.client.wire.PublishedJar;

@Timeout(60)
class JarsClientTest {
    /** Of the bytes {@code bytes}. */
    private static final String ID = "sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9";

    private static final String PUBLISHED = "{\"id\":\"" + ID + "\",\"name\":\"a\",\"size\":5,\"copies\":2}";
    private static final JarsClient.Progress SILENT = (bytes, of) -> {};

    private final FakeCluster cluster = new FakeCluster(2);
    private final TanistClient client = TanistClient.of(ClientOptions.of(cluster.addresses())
            .withTimeout(Duration.ofSeconds(10))
            .withLearning(false));

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void uploadGoesToAnotherMasterWhenOneCannotTakeIt() throws IOException {
        answers(0, 503, FakeCluster.problem("too-few-copies", "my disk is full"));
        answers(1, 201, PUBLISHED);
        AtomicLong reached = new AtomicLong();
        PublishedJar jar = client.jars().put(file(), "a", (bytes, of) -> reached.set(bytes));

        assertThat(jar).isEqualTo(new PublishedJar(ID, "a", 5, 2, true));
        assertThat(reached).hasValue(5);
    }

    @Test
    void uploadThatIsRefusedIsNotTriedElsewhere() throws IOException {
        answers(0, 409, FakeCluster.problem("refused", "the store is full"));
        Path file = file();

        assertThatThrownBy(() -> client.jars().put(file, "a", SILENT))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the store is full");
        assertThat(cluster.master(1).received).isEmpty();
    }

    @Test
    void downloadWithWrongBytesIsTriedElsewhereAndNothingHalfStays() throws IOException {
        answers(0, 200, "wrong");
        answers(1, 200, "bytes");
        Path target = directory.resolve("target.jar");

        assertThat(client.jars().get(ID, target, SILENT)).isEqualTo(5);
        assertThat(target).hasContent("bytes");
        answers(1, 200, "wrong");
        assertThatThrownBy(() -> client.jars().get(ID, directory.resolve("other"), SILENT))
                .isInstanceOf(NoActiveException.class);
        answers(0, 404, FakeCluster.problem("not-found", "no such jar"));
        answers(1, 404, FakeCluster.problem("not-found", "no such jar"));
        assertThatThrownBy(() -> client.jars().get(ID, directory.resolve("other"), SILENT))
                .isInstanceOf(NotFoundException.class);
        assertThat(directory).isDirectoryNotContaining(p -> p.toString().contains("other"));
    }

    @Test
    void downloadsLearnTheOtherMastersAndSurviveTheOneTheyWereGiven() throws IOException {
        answers(0, 200, "bytes");
        answers(1, 200, "bytes");
        try (TanistClient one =
                TanistClient.of(ClientOptions.of(cluster.addresses().subList(0, 1)))) {
            one.jars().get(ID, directory.resolve("first.jar"), SILENT);
            while (one.known().size() < 2) {
                Thread.onSpinWait();
            }
            cluster.master(0).kill();
            assertThat(one.jars().get(ID, directory.resolve("second.jar"), SILENT))
                    .isEqualTo(5);
        }
    }

    private void answers(int master, int status, String body) {
        cluster.master(master).trick = exchange -> {
            boolean jar = !exchange.getRequestURI().getPath().startsWith("/api/v1/cluster");
            if (jar) {
                FakeCluster.send(exchange, status, body);
            }
            return jar;
        };
    }

    private Path file() throws IOException {
        return Files.write(directory.resolve("a.jar"), "bytes".getBytes(StandardCharsets.UTF_8));
    }
}
