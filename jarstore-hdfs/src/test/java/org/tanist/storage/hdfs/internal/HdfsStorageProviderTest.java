package org.tanist.storage.hdfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tanist.cluster.ClusterId;
import org.tanist.storage.Storage;
import org.tanist.testkit.FreePorts;

/** What cannot be used is refused with one line that says what, which, and what to do. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field before each test.
final class HdfsStorageProviderTest {
    @TempDir
    Path directory;

    private static AbstractThrowableAssert<?, ?> refusal(String address, Map<String, String> settings) {
        return assertThatThrownBy(() -> RealHdfs.open(address, 1, settings))
                .isInstanceOf(IOException.class)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    private Map<String, String> site(String core, String hdfs) throws IOException {
        Files.writeString(directory.resolve("core-site.xml"), "<configuration>" + core + "</configuration>");
        Files.writeString(directory.resolve("hdfs-site.xml"), "<configuration>" + hdfs + "</configuration>");
        return Map.of("hadoop.conf-dir", directory.toString());
    }

    private static String property(String name, String value) {
        return "<property><name>" + name + "</name><value>" + value + "</value></property>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hdfs:///tanist",
                "hdfs://host:8020",
                "hdfs://host:8020/",
                "hdfs:/tanist",
                "hdfs://h/a b",
                "hdfs://h/../x"
            })
    void addressMustBeThatOfADirectory(String address) {
        refusal(address, Map.of()).hasMessageContaining(address).hasMessageContaining("hdfs://nameservice/directory");
    }

    @Test
    void directoryOfAnotherClusterIsRefusedWithBothNames() throws Exception {
        String address = RealHdfs.fresh();
        RealHdfs.open(address, 1, RealHdfs.settings()).close();

        assertThatThrownBy(() -> new HdfsStorageProvider().open(RealHdfs.root(address, 8, 1, RealHdfs.settings())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(new ClusterId(new java.util.UUID(0, 7)).toString())
                .hasMessageContaining(new ClusterId(new java.util.UUID(0, 8)).toString());
    }

    @Test
    void nameServiceWithoutItsConfigurationIsNamed() throws Exception {
        refusal("hdfs://no-such-service.invalid/tanist", Map.of())
                .hasMessageContaining("no-such-service.invalid")
                .hasMessageContaining("hadoop.conf-dir");
        refusal("hdfs://no-such-service.invalid/tanist", site("", property("dfs.nameservices", "other")))
                .hasMessageContaining("dfs.nameservices = other");
    }

    @Test
    void nameServiceHasNameNodesAndNoPort() throws Exception {
        Map<String, String> bare = site("", property("dfs.nameservices", "other"));
        refusal("hdfs://other/tanist", bare).hasMessageContaining("dfs.ha.namenodes.other is not set");
        refusal("hdfs://other:8020/tanist", bare)
                .hasMessageContaining("has no port")
                .hasMessageContaining("hdfs://other/tanist");
        Map<String, String> half =
                site("", property("dfs.nameservices", "other") + property("dfs.ha.namenodes.other", "a,b"));
        refusal("hdfs://other/tanist", half).hasMessageContaining("dfs.namenode.rpc-address.other.a is not set");
    }

    @Test
    void otherServersThanNameNodesAreToldApart() throws Exception {
        HdfsAddress address = HdfsAddress.parse("hdfs://127.0.0.1:1/tanist");
        assertThat(Causes.refusal(address, "me", new EOFException("End of File Exception")))
                .hasMessageContaining("is not the RPC port of a NameNode");
        assertThat(Causes.refusal(address, "me", new StandbyException("standby")))
                .hasMessageContaining("write the nameservice");
        assertThat(Causes.refusal(address, "me", new AccessControlException("/file (is not a directory)")))
                .hasMessageContaining("a file is there");
    }

    @Test
    void confDirThatIsMissingOrBrokenIsNamed() throws Exception {
        Path absent = directory.resolve("absent");
        refusal("hdfs://127.0.0.1:1/tanist", Map.of("hadoop.conf-dir", absent.toString()))
                .hasMessageContaining(absent.toString())
                .hasMessageContaining("HADOOP_CONF_DIR");
        Files.writeString(directory.resolve("hdfs-site.xml"), "<configuration><property>");
        refusal("hdfs://127.0.0.1:1/tanist", Map.of("hadoop.conf-dir", directory.toString()))
                .hasMessageContaining("hdfs-site.xml");
    }

    @Test
    void nameNodeThatIsNotThereIsNamed() {
        int port = FreePorts.next();
        refusal("hdfs://127.0.0.1:" + port + "/tanist", Map.of())
                .hasMessageContaining("no NameNode answers at '127.0.0.1:" + port + "'");
    }

    @Test
    void serverThatSaysNothingDoesNotHoldUpTheStart() throws Exception {
        try (ServerSocket silent = new ServerSocket()) {
            silent.bind(new java.net.InetSocketAddress("127.0.0.1", FreePorts.next()));
            refusal("hdfs://127.0.0.1:" + silent.getLocalPort() + "/tanist", Map.of())
                    .hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void directoryThatMayNotBeWrittenNamesTheUserAndTheKey() {
        refusal(RealHdfs.fresh(), Map.of("hadoop.user", "stranger"))
                .hasMessageContaining("'stranger'")
                .hasMessageContaining("tanist.jarstore.hadoop.user");
    }

    @Test
    void pathThatIsAFileIsRefused() throws Exception {
        String address = RealHdfs.fresh();
        try (Storage storage = RealHdfs.open(address, 1, RealHdfs.settings())) {
            storage.createExclusive("file", new byte[1]);
        }
        refusal(address + "/file", RealHdfs.settings()).hasMessageContaining("is a file");
    }

    @Test
    void fullQuotaIsNamed() throws Exception {
        String address = RealHdfs.fresh();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
        try (Storage storage = RealHdfs.open(address, 1, RealHdfs.settings());
                DistributedFileSystem system = RealHdfs.system()) {
            system.setQuota(path, HdfsConstants.QUOTA_DONT_SET, 1024);
            assertThatThrownBy(() -> storage.createExclusive("x", new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("quota")
                    .hasMessageContaining("-setSpaceQuota");
            refusal(address, RealHdfs.settings()).hasMessageContaining("quota").hasMessageContaining("-setSpaceQuota");
        }
    }

    @Test
    void startWaitsForTheEndOfASafeMode() throws Exception {
        String address = RealHdfs.fresh();
        try (DistributedFileSystem system = RealHdfs.system()) {
            system.setSafeMode(SafeModeAction.ENTER);
            CompletableFuture<Storage> opening = CompletableFuture.supplyAsync(() -> {
                try {
                    return RealHdfs.open(address, 1, RealHdfs.settings());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThatThrownBy(() -> system.mkdirs(new org.apache.hadoop.fs.Path("/safe")))
                    .hasMessageContaining("safe mode");
            assertThat(opening).isNotDone();
            system.setSafeMode(SafeModeAction.LEAVE);
            try (Storage storage = opening.get(60, TimeUnit.SECONDS)) {
                assertThat(storage.createExclusive("x", new byte[1])).isTrue();
            }
        }
    }

    @Test
    void kerberosNeedsPrincipalAndKeytab() throws Exception {
        String kerberos = property("hadoop.security.authentication", "kerberos");
        Map<String, String> wanted = site(kerberos, "");
        refusal("hdfs://127.0.0.1:1/tanist", wanted).hasMessageContaining("tanist.jarstore.hadoop.principal");

        Map<String, String> half = new java.util.HashMap<>(wanted);
        half.put("hadoop.principal", "tanist@EXAMPLE");
        refusal("hdfs://127.0.0.1:1/tanist", half).hasMessageContaining("tanist.jarstore.hadoop.keytab is not set");

        half.put("hadoop.keytab", directory.resolve("absent.keytab").toString());
        refusal("hdfs://127.0.0.1:1/tanist", half)
                .hasMessageContaining("absent.keytab")
                .hasMessageContaining("is no file");

        Path rubbish = Files.writeString(directory.resolve("rubbish.keytab"), "no keytab");
        half.put("hadoop.keytab", rubbish.toString());
        refusal("hdfs://127.0.0.1:1/tanist", half).hasMessageContaining("rubbish.keytab");
    }

    @Test
    void keytabWithoutKerberosInTheSiteIsRefused() {
        refusal(
                        "hdfs://127.0.0.1:1/tanist",
                        Map.of("hadoop.principal", "tanist@EXAMPLE", "hadoop.keytab", "/etc/hosts"))
                .hasMessageContaining("hadoop.security.authentication");
    }
}
