package org.tanist.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadRunTest {

    @Test
    void countsWhatARealServerAnswered() throws IOException {
        AtomicInteger served = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            // Chunked and fixed bodies in turn.
            boolean chunked = served.incrementAndGet() % 2 == 0;
            exchange.sendResponseHeaders(200, chunked ? 0 : 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            LoadResult result = new LoadRun(8, Duration.ofMillis(100), Duration.ofSeconds(1))
                    .run(server.getAddress(), client -> get());
            assertThat(result.count()).isPositive().isLessThanOrEqualTo(served.get());
            assertThat(result.failed()).isZero();
            assertThat(result.millis(50)).isLessThanOrEqualTo(result.millis(99));
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void saysWhyNothingWasAnswered() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        try {
            LoadRun run = new LoadRun(1, Duration.ZERO, Duration.ofSeconds(2));
            assertThatThrownBy(() -> run.run(server.getAddress(), client -> get()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status 503");
        } finally {
            server.stop(0);
        }
    }

    private static Dialogue get() {
        return new HttpDialogue(
                (number, into) -> into.put("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
}
