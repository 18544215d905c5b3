package org.tanist.election.zookeeper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tanist.testkit.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.cli.local.LocalEnsemble;
import org.tanist.client.zookeeper.ZooKeeperAccess;
import org.tanist.client.zookeeper.ZooKeeperAddress;
import org.tanist.client.zookeeper.ZooKeeperCluster;
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

/** Masters talk TLS with a server that takes nothing else from them. */
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void masterLeadsOverTlsOnly() throws Exception {
        makeStores();
        Path keys = directory.resolve("keys.p12");
        Path trusted = directory.resolve("trusted.p12");
        Files.writeString(directory.resolve("password"), PASSWORD);
        int port = FreePorts.next();
        List<String> secure = List.of(
                "secureClientPort=" + port,
                "secureClientPortAddress=127.0.0.1",
                "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                "ssl.keyStore.location=" + keys,
                "ssl.keyStore.password=" + PASSWORD,
                "ssl.trustStore.location=" + trusted,
                "ssl.trustStore.password=" + PASSWORD);
        Path data = Files.createDirectories(directory.resolve("server"));
        try (LocalEnsemble server =
                        new LocalEnsemble(data, TestEnsemble.classPath(), 1, TestEnsemble.TICK, secure).start();
                Candidacy candidacy = stand(settings(port, "password"))) {
            candidacy.journal().orElseThrow().follow(new Replica());
            eventually(LIMIT, () -> assertThat(candidacy.view().standing()).isInstanceOf(Standing.Leading.class));
            assertThat(server.mode(0)).isPresent();
            try (ZooKeeperCluster client = ZooKeeperCluster.open(
                    ZooKeeperAddress.parse("127.0.0.1:" + port), ZooKeeperAccess.of(keysOf("password")), LIMIT)) {
                assertThat(client.masters()).hasSize(1);
            }
        }
        Files.writeString(directory.resolve("wrong"), "guess");
        assertThatThrownBy(() -> stand(settings(port, "wrong")).close())
                .isInstanceOf(TanistException.class)
                .hasMessageContainingAll("zookeeper.tls", "store", "password");
    }

    private Map<String, String> settings(int port, String password) {
        Map<String, String> settings = new HashMap<>(keysOf(password));
        settings.put("connect", "127.0.0.1:" + port);
        settings.put("session-timeout", "2s");
        return settings;
    }

    private Map<String, String> keysOf(String password) {
        String file = directory.resolve(password).toString();
        return Map.of(
                "tls.enable",
                "true",
                "tls.truststore",
                directory.resolve("trusted.p12").toString(),
                "tls.truststore-password-file",
                file,
                "tls.keystore",
                directory.resolve("keys.p12").toString(),
                "tls.keystore-password-file",
                file);
    }

    private Candidacy stand(Map<String, String> settings) throws IOException {
        Member self = new Member(new MasterId(UUID.randomUUID()), "m1", new Endpoint("127.0.0.1", FreePorts.next()));
        Candidate candidate = new Candidate(
                new ClusterId(UUID.randomUUID()),
                self,
                new Membership(List.of(self)),
                Files.createDirectories(directory.resolve("master")),
                Duration.ofSeconds(1),
                true,
                settings);
        return new ZooKeeperElection().stand(candidate, Term.NONE, view -> {});
    }

    /** A key of the server in one store, its certificate in another. */
    private void makeStores() throws IOException, InterruptedException {
        Path keys = directory.resolve("keys.p12");
        run(
                "-genkeypair",
                "-alias",
                "zk",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD);
        Path trusted = directory.resolve("trusted.p12");
        Path certificate = directory.resolve("certificate");
        run(
                "-exportcert",
                "-alias",
                "zk",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                certificate.toString());
        run(
                "-importcert",
                "-noprompt",
                "-alias",
                "zk",
                "-storetype",
                "PKCS12",
                "-keystore",
                trusted.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                certificate.toString());
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
