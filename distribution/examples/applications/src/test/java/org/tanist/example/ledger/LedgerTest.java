package org.tanist.example.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a registry of one key that compares and sets, as the masters' does. */
class LedgerTest {
    private HttpServer server;
    private @Nullable String value;
    private int version;
    private int toSwallow;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/registry/k", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        boolean put = exchange.getRequestMethod().equals("PUT");
        int status = put ? 200 : value == null ? 404 : 200;
        if (put && !(expected == null ? value == null : expected.equals("\"" + version + "\""))) {
            status = 412;
        } else if (put) {
            value = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            version++;
            status = toSwallow-- > 0 ? 503 : 200;
        }
        exchange.getResponseHeaders().set("ETag", "\"" + version + "\"");
        byte[] body = (put || value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Ledger ledger(long incarnation) {
        // The first of them is dead: it must not matter.
        return new Ledger(
                new Registry("127.0.0.1:1,127.0.0.1:" + server.getAddress().getPort(), "k"), incarnation);
    }

    @Test
    void aSuccessorCountsOnWhereThePredecessorWas() throws Exception {
        assertThat(ledger(5).step()).contains(1L);
        assertThat(ledger(5).step()).contains(2L);
        assertThat(ledger(9).step()).contains(3L);
        assertThat(value).isEqualTo("9 3");
    }

    @Test
    void onceReplacedItCountsNoMore() throws Exception {
        Ledger old = ledger(5);
        old.step();
        ledger(9).step();
        assertThat(old.step()).isEmpty();
        assertThat(value).isEqualTo("9 2");
    }

    @Test
    void anAnswerThatIsLostMakesNoneDouble() throws Exception {
        Ledger ledger = ledger(5);
        toSwallow = 1;
        try {
            ledger.step();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("503");
        }
        assertThat(ledger.step()).contains(2L);
        assertThat(value).isEqualTo("5 2");
    }
}
