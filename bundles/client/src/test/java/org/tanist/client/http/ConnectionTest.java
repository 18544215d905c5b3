package org.tanist.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.client.http.ExchangeException.Stage;

@Timeout(30)
class ConnectionTest {

    private static final HttpRequest GET = new HttpRequest("GET", "/x", Map.of());
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void readsBodiesByLengthInChunksAndUntilTheEnd() throws Exception {
        assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello").text())
                .isEqualTo("hello");
        assertThat(answer("HTTP/1.1 200 OK\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "3;x=y\r\n"
                                + "hel\r\n"
                                + "2\r\n"
                                + "lo\r\n"
                                + "0\r\n"
                                + "T: 1\r\n\r\n")
                        .text())
                .isEqualTo("hello");
        assertThat(answer("HTTP/1.1 200 OK\r\n\r\nhello").text()).isEqualTo("hello");
        assertThat(answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nETag: \"1\"\r\n\r\n")
                        .header("etag"))
                .isEqualTo("\"1\"");
    }

    @Test
    void tellsHowFarABrokenExchangeHadCome() {
        assertThatThrownBy(() -> answer(""))
                .isInstanceOfSatisfying(
                        ExchangeException.class, e -> assertThat(e.stage()).isEqualTo(Stage.SENT));
        assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"))
                .isInstanceOfSatisfying(
                        ExchangeException.class, e -> assertThat(e.stage()).isEqualTo(Stage.ANSWERING));
        assertThatThrownBy(() -> answer("SSH-2.0-OpenSSH\r\n")).hasMessageContaining("not an HTTP answer");
        assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + "x".repeat(99)))
                .hasMessageContaining("larger than 64 bytes");
    }

    @Test
    void requestsCannotBeSplitByTheirParts() {
        assertThatThrownBy(() -> new HttpRequest("GET", "/x\r\nHost: y", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpRequest("GET", "/x", Map.of("A", "b\r\nC: d")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HttpRequest.encode("a/b ü%\n", true)).isEqualTo("a/b%20%C3%BC%25%0A");
        assertThat(HttpRequest.encode("a/b", false)).isEqualTo("a%2Fb");
    }

    /** Lets a server answer with these bytes and close. */
    private static HttpAnswer answer(String bytes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    Lines.read(socket.getInputStream(), 1000);
                    Lines.read(socket.getInputStream(), 1000);
                    Lines.read(socket.getInputStream(), 1000);
                    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (Connection connection = Connection.open(new Address("127.0.0.1", server.getLocalPort()), LIMIT)) {
                return connection.exchange(GET, LIMIT, 64);
            } finally {
                served.join();
            }
        }
    }
}
