package org.tanist.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.client.error.InvalidRequestException;
import org.tanist.client.error.NoActiveException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.PreconditionFailedException;
import org.tanist.client.error.UnknownOutcomeException;
import org.tanist.client.http.Address;
import org.tanist.client.wire.TransitionOrder;

@Timeout(30)
class TanistClientTest {

    private final FakeCluster cluster = new FakeCluster(3);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        cluster.close();
    }

    @Test
    void writesAndReadsThroughAnyMaster() {
        try (TanistClient client = client(cluster.addresses().subList(1, 2))) {
            assertThat(client.registry().put("a/ü b", "1").created()).isTrue();
            assertThat(client.registry().get("a/ü b").orElseThrow().text()).isEqualTo("1");
            assertThat(client.registry().get("missing")).isEmpty();
        }
        assertThat(cluster.values).containsEntry("a/ü b", "1");
    }

    @Test
    void learnsMembersAndSurvivesTheOnlyMasterItWasGiven() throws Exception {
        try (TanistClient client = client(cluster.addresses().subList(0, 1))) {
            client.registry().put("k", "1");
            awaitLearned(client);
            cluster.master(0).kill();
            cluster.elect(1);
            client.registry().put("k", "2");
            assertThat(cluster.values).containsEntry("k", "2");
        }
    }

    @Test
    void goesToTheActiveOnceItIsLearned() throws Exception {
        cluster.elect(2);
        try (TanistClient client = client(cluster.addresses())) {
            client.registry().put("k", "1");
            awaitLearned(client);
            int before = cluster.master(2).received.size();
            client.registry().put("k", "2");
            assertThat(cluster.master(2).received).hasSizeGreaterThan(before);
        }
    }

    @Test
    void writeWhoseAnswerIsLostHappensOnce() throws Exception {
        cluster.master(0).trick = exchange -> {
            if (!exchange.getRequestMethod().equals("PUT")) {
                return false;
            }
            cluster.master(0).trick = again -> false;
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            try (TanistClient other = client(cluster.addresses().subList(1, 2))) {
                // The master does what it is told and dies before it can say so.
                other.send(new org.tanist.client.follow.Call(
                        new org.tanist.client.http.HttpRequest(
                                "PUT",
                                exchange.getRequestURI().toString(),
                                java.util.Map.of("Idempotency-Key", key),
                                "1".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        true,
                        null));
            }
            exchange.close();
            return true;
        };
        try (TanistClient client = client(cluster.addresses())) {
            assertThat(client.registry().put("k", "1").version()).isEqualTo(1);
        }
        assertThat(cluster.applied).hasValue(1);
    }

    @Test
    void hangingMasterCostsItsPatienceOnce() {
        cluster.master(0).trick = exchange -> {
            await(released);
            return true;
        };
        try (TanistClient client = TanistClient.of(ClientOptions.of(cluster.addresses())
                .withPatience(Duration.ofSeconds(1))
                .withLearning(false))) {
            client.registry().put("k", "1");
            int asked = cluster.master(0).received.size();
            for (int i = 0; i < 20; i++) {
                client.registry().put("k", "2");
            }
            assertThat(cluster.master(0).received).hasSize(asked);
        }
    }

    @Test
    void unavailableMasterIsLeftForTheNext() {
        cluster.master(0).trick = unavailable();
        cluster.master(1).trick = unavailable();
        try (TanistClient client = client(cluster.addresses())) {
            assertThat(client.registry().put("k", "1").version()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatTheMastersSayWhenNobodyIsActive() {
        cluster.masters.forEach(master -> master.trick = unavailable());
        ClientOptions options = ClientOptions.of(cluster.addresses()).withTimeout(Duration.ofSeconds(2));
        try (TanistClient client = TanistClient.of(options)) {
            assertThatThrownBy(() -> client.registry().put("k", "1"))
                    .isInstanceOf(NoActiveException.class)
                    .hasMessageContaining("2 of 3 masters are gone");
        }
    }

    @Test
    void saysThatNothingAnswersBeforeTheTimeIsOver() throws Exception {
        Address nobody = unusedAddress();
        ClientOptions options = ClientOptions.of(List.of(nobody)).withLoneliness(Duration.ofMillis(50));
        try (TanistClient client = TanistClient.of(options)) {
            assertThatThrownBy(() -> client.cluster(false))
                    .isInstanceOf(NoActiveException.class)
                    .hasMessageContaining(nobody + ": connection refused");
        }
    }

    @Test
    void orderThatMayHaveArrivedIsNotRepeated() throws Exception {
        AtomicInteger arrivals = new AtomicInteger();
        try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = resets(breaking, arrivals);
            try (TanistClient client = TanistClient.of(ClientOptions.of(List.of(
                            new Address("127.0.0.1", breaking.getLocalPort()),
                            cluster.master(0).address()))
                    .withLearning(false))) {
                assertThatThrownBy(() -> client.transitions().start(TransitionOrder.transfer("m1", null)))
                        .isInstanceOf(UnknownOutcomeException.class);
            }
            breaking.close();
            thread.join(5_000);
        }
        assertThat(arrivals).hasValue(1);
        assertThat(cluster.master(0).received).isEmpty();
    }

    @Test
    void orderGoesOnWhenAMasterRefusesTheConnection() throws Exception {
        cluster.master(0).trick = exchange -> {
            FakeCluster.send(exchange, 409, "{\"id\":\"t1\",\"state\":\"refused\",\"checks\":[{\"name\":\"held\"}]}");
            return true;
        };
        try (TanistClient client =
                client(List.of(unusedAddress(), cluster.master(0).address()))) {
            assertThat(client.transitions()
                            .start(TransitionOrder.transfer("m1", null))
                            .state())
                    .isEqualTo("refused");
        }
    }

    @Test
    void connectionThatTheMasterClosedInTheMeantimeCostsNothing() {
        cluster.master(0).trick = exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            return false;
        };
        try (TanistClient client = client(cluster.addresses().subList(0, 1))) {
            for (int i = 0; i < 10; i++) {
                client.registry().put("k", Integer.toString(i));
            }
        }
        assertThat(cluster.applied).hasValue(10);
    }

    @Test
    void problemsBecomeTypedExceptions() {
        try (TanistClient client = client(cluster.addresses())) {
            answer(412, "{\"code\":\"precondition-failed\",\"detail\":\"changed\",\"version\":7}");
            assertThatThrownBy(() -> client.registry().create("k", new byte[0]))
                    .isInstanceOfSatisfying(
                            PreconditionFailedException.class,
                            e -> assertThat(e.presentVersion()).isEqualTo(7));
            answer(404, FakeCluster.problem("not-found", "no such"));
            assertThatThrownBy(client::explain).isInstanceOf(NotFoundException.class);
            answer(400, FakeCluster.problem("invalid", "odd key"));
            assertThatThrownBy(() -> client.registry().put("k", "")).isInstanceOf(InvalidRequestException.class);
            answer(500, "<html>oops</html>");
            assertThatThrownBy(client::journal).hasMessage("HTTP status 500");
        }
    }

    @Test
    void asynchronousCallsCompleteOutsideTheCaller() throws Exception {
        try (TanistClient client = client(cluster.addresses())) {
            String thread = client.async(c -> {
                        c.registry().put("k", "1");
                        return Thread.currentThread().getName();
                    })
                    .get(10, TimeUnit.SECONDS);
            assertThat(thread).isEqualTo("tanist-client-async");
        }
    }

    private void answer(int status, String body) {
        cluster.masters.forEach(master -> master.trick = exchange -> {
            FakeCluster.send(exchange, status, body);
            return true;
        });
    }

    private static FakeCluster.Trick unavailable() {
        return exchange -> {
            FakeCluster.send(exchange, 503, FakeCluster.problem("no-active", "2 of 3 masters are gone"));
            return true;
        };
    }

    private static TanistClient client(List<Address> addresses) {
        return TanistClient.of(ClientOptions.of(addresses).withTimeout(Duration.ofSeconds(10)));
    }

    /** Waits until a cluster request came, which the background refresh sends, and was learned from. */
    private static void awaitLearned(TanistClient client) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (client.term() == 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(client.term()).isPositive();
    }

    private static Address unusedAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }

    private static Thread resets(ServerSocket server, AtomicInteger arrivals) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    try (Socket socket = server.accept()) {
                        int first = socket.getInputStream().read();
                        arrivals.addAndGet(first < 0 ? 0 : 1);
                        socket.setSoLinger(true, 0);
                    }
                }
            } catch (java.io.IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
