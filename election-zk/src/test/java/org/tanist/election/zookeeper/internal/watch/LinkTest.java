package org.tanist.election.zookeeper.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tanist.testkit.Eventually.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.testkit.FreePorts;
import org.tanist.testkit.fault.TcpProxy;

/** The side channel calls a master dead only when it surely is. */
@SuppressWarnings("NullAway.Init") // Each test makes the watched master first.
class LinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ClusterId cluster = new ClusterId(UUID.randomUUID());
    private final MasterId watching = new MasterId(UUID.randomUUID());
    private final MasterId watched = new MasterId(UUID.randomUUID());
    private final int port = FreePorts.next();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final DeathWatch watch = new DeathWatch(cluster, watching, new DeathWatch.Watcher() {
        @Override
        public void returned(MasterId id) {
            told.add("returned");
        }

        @Override
        public void broke(MasterId id, boolean ended) {
            told.add(ended ? "ended" : "broke");
        }
    });

    private Porch porch;
    private ServerSocket web;

    /** The watched master, with its side channel and its HTTP port, which answers nothing here. */
    private void live() throws IOException {
        porch = new Porch(cluster, watched, at(port + DeathWatch.PORT_OFFSET));
        web = listening(port);
    }

    private static ServerSocket listening(int where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where));
        return socket;
    }

    private static Endpoint at(int where) {
        return new Endpoint("127.0.0.1", where);
    }

    private void linkTo(Endpoint address) {
        watch.watch(List.of(new Member(watched, "m2", address)));
        awaitTold("returned", 1);
    }

    private void awaitTold(String what, long times) {
        eventually(
                LIMIT,
                () -> assertThat(told.stream().filter(what::equals).count())
                        .as("%s in %s", what, told)
                        .isGreaterThanOrEqualTo(times));
    }

    @AfterEach
    void end() throws IOException {
        watch.close();
        porch.close();
        web.close();
    }

    @Test
    void closedPortsOfAnEndedProcessMeanDeath() throws IOException {
        live();
        linkTo(at(port));
        web.close();
        porch.close();

        awaitTold("ended", 1);
    }

    @Test
    void closedListenerOfALivingProcessDoesNot() throws IOException {
        live();
        linkTo(at(port));
        porch.close();

        awaitTold("broke", 1);
        assertThat(told).doesNotContain("ended");
    }

    @Test
    void portTakenBySomebodyElseDoesNot() throws IOException {
        live();
        int seen = FreePorts.next();
        try (ServerSocket stranger = listening(0);
                TcpProxy taken = new TcpProxy(at(port + DeathWatch.PORT_OFFSET), seen + DeathWatch.PORT_OFFSET)) {
            Thread answers = new Thread(() -> greetWrongly(stranger));
            answers.setDaemon(true);
            answers.start();
            linkTo(at(seen));
            taken.lead(at(stranger.getLocalPort()));
            taken.reset();

            awaitTold("broke", 1);
            assertThat(told).doesNotContain("ended");
        }
    }

    private static void greetWrongly(ServerSocket stranger) {
        while (!stranger.isClosed()) {
            try (Socket guest = stranger.accept()) {
                guest.getOutputStream().write("SSH-2.0-stranger\n".getBytes(StandardCharsets.US_ASCII));
                guest.getInputStream().readAllBytes();
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void resetByAProxyInBetweenDoesNot() throws IOException {
        live();
        int seen = FreePorts.next();
        try (TcpProxy proxy = new TcpProxy(at(port + DeathWatch.PORT_OFFSET), seen + DeathWatch.PORT_OFFSET)) {
            linkTo(at(seen));
            proxy.reset();

            awaitTold("broke", 1);
            awaitTold("returned", 2);
            assertThat(told).doesNotContain("ended");
        }
    }

    @Test
    void silenceDoesNot() throws IOException {
        live();
        int seen = FreePorts.next();
        try (TcpProxy proxy = new TcpProxy(at(port + DeathWatch.PORT_OFFSET), seen + DeathWatch.PORT_OFFSET)) {
            linkTo(at(seen));
            proxy.cut();
            proxy.reset();

            awaitTold("broke", 1);
            assertThat(told).doesNotContain("ended");
        }
    }
}
