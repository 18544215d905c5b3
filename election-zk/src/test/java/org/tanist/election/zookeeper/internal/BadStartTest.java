package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Standing;
import org.tanist.testkit.FreePorts;
import org.tanist.testkit.Replica;

/** Each way to start wrongly is refused in words that say which key, what is wrong and what to do. */
class BadStartTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static LocalEnsemble ensemble;

    private final ClusterId cluster = new ClusterId(UUID.randomUUID());
    private final Member self =
            new Member(new MasterId(UUID.randomUUID()), "m1", new Endpoint("127.0.0.1", FreePorts.next()));

    @TempDir
    Path directory;

    @BeforeAll
    static void servers() throws IOException {
        ensemble = TestEnsemble.shared();
    }

    private Candidacy stand(String connect, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("connect", connect);
        settings.put("session-timeout", "1s");
        Path own = Files.createDirectories(directory.resolve("zookeeper"));
        Candidacy candidacy = new ZooKeeperElection()
                .stand(
                        new Candidate(
                                cluster,
                                self,
                                new Membership(List.of(self)),
                                own,
                                Duration.ofSeconds(1),
                                true,
                                settings),
                        Term.NONE,
                        view -> {});
        candidacy.journal().orElseThrow().follow(new Replica());
        return candidacy;
    }

    private void refused(String connect, Map<String, String> more, String... words) {
        assertThatThrownBy(() -> stand(connect, more).close())
                .isInstanceOf(TanistException.class)
                .hasMessageContainingAll(words);
    }

    private static void awaitLead(Candidacy candidacy) {
        eventually(LIMIT, () -> assertThat(candidacy.view().standing()).isInstanceOf(Standing.Leading.class));
    }

    @Test
    void wrongConnectStringIsRefused() {
        refused("", Map.of(), "zookeeper.connect", "empty");
        refused("zk1:port/tanist", Map.of(), "zookeeper.connect", "zk1:port");
        refused("zk1:2181/a//b", Map.of(), "zookeeper.connect", "/a//b");
    }

    @Test
    void missingPathIsRefused() {
        refused(ensemble.connect() + "/nowhere", Map.of(), "zookeeper.connect", "/nowhere", "ha format");
    }

    @Test
    void serverThatSpeaksNoZooKeeperIsRefused() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread web = new Thread(() -> answerAsTheWebDoes(server));
            web.setDaemon(true);
            web.start();
            refused("127.0.0.1:" + server.getLocalPort(), Map.of(), "zookeeper.connect", "no ZooKeeper server");
        }
    }

    private static void answerAsTheWebDoes(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void wrongDigestIsRefused() throws IOException {
        String connect = ensemble.connect() + TestEnsemble.newPath(ensemble);
        Path right = Files.writeString(directory.resolve("right"), "tanist:secret\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "tanist:guess\n");
        try (Candidacy first = stand(connect, Map.of("auth-file", right.toString()))) {
            awaitLead(first);
        }
        refused(connect, Map.of("auth-file", wrong.toString()), "auth-file", "denies access");
        refused(connect, Map.of(), "auth-file", "no user is given");
        refused(connect, Map.of("auth-file", directory.resolve("none").toString()), "auth-file", "cannot read");
    }

    @Test
    void vanishedZnodesAreNotReplacedByAnEmptyCluster() throws IOException {
        String path = TestEnsemble.newPath(ensemble);
        String connect = ensemble.connect() + path;
        try (Candidacy first = stand(connect, Map.of())) {
            awaitLead(first);
        }
        TestEnsemble.client(ensemble, zk -> {
            for (String child : zk.getChildren(path, false)) {
                ZKUtil.deleteRecursive(zk, path + "/" + child);
            }
        });
        refused(connect, Map.of(), "znodes of this cluster are gone");
    }

    @Test
    void serversThatAreDownAreWaitedFor() throws IOException {
        int unused = FreePorts.next();
        try (Candidacy candidacy = stand("127.0.0.1:" + unused, Map.of())) {
            assertThat(candidacy.view().coordinated()).isFalse();
            assertThat(candidacy.failure()).isEmpty();
        }
    }
}
