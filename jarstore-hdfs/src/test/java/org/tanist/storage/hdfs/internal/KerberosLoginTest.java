package org.tanist.storage.hdfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.testkit.FreePorts;

/** Logging in at a real key distribution centre. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
final class KerberosLoginTest {
    private static final String REALM = "EXAMPLE.COM";
    private static final String KRB5 = "java.security.krb5.conf";

    @TempDir
    Path directory;

    private final Path krb5 = Path.of(System.getProperty(KRB5, "target/test-classes/krb5.conf"));
    private String before;
    private SimpleKdcServer kdc;

    @BeforeEach
    void start() throws Exception {
        before = Files.readString(krb5);
        int port = FreePorts.next();
        kdc = new SimpleKdcServer();
        kdc.setWorkDir(directory.toFile());
        kdc.setKdcRealm(REALM);
        kdc.setKdcHost("127.0.0.1");
        kdc.setAllowUdp(false);
        kdc.setKdcTcpPort(port);
        kdc.init();
        kdc.start();
        System.setProperty(KRB5, krb5.toString());
        Files.writeString(
                krb5,
                before + "    udp_preference_limit = 1\n[realms]\n    " + REALM + " = {\n        kdc = 127.0.0.1:"
                        + port + "\n    }\n");
    }

    @AfterEach
    void stop() throws Exception {
        kdc.stop();
        Files.writeString(krb5, before);
        UserGroupInformation.reset();
    }

    private static Configuration kerberos() {
        Configuration configuration = new Configuration(false);
        configuration.set("hadoop.security.authentication", "kerberos");
        return configuration;
    }

    @Test
    void keytabProvesThePrincipal() throws Exception {
        String principal = "tanist/localhost@" + REALM;
        Path keytab = directory.resolve("tanist.keytab");
        kdc.createAndExportPrincipals(keytab.toFile(), principal);

        UserGroupInformation login =
                Login.in(kerberos(), Map.of(Login.PRINCIPAL, principal, Login.KEYTAB, keytab.toString()), "nobody");

        assertThat(login.getUserName()).isEqualTo(principal);
        assertThat(login.hasKerberosCredentials()).isTrue();
        assertThat(login.isFromKeytab()).isTrue();
    }

    @Test
    void keytabOfAnotherPrincipalIsRefusedWithBoth() throws Exception {
        Path keytab = directory.resolve("other.keytab");
        kdc.createAndExportPrincipals(keytab.toFile(), "other/localhost@" + REALM);
        Map<String, String> settings =
                Map.of(Login.PRINCIPAL, "tanist/localhost@" + REALM, Login.KEYTAB, keytab.toString());

        assertThatThrownBy(() -> Login.in(kerberos(), settings, "nobody"))
                .hasMessageContaining("Kerberos does not accept tanist/localhost@" + REALM)
                .hasMessageContaining("other.keytab");
    }
}
