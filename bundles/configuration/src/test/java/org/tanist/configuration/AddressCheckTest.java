package org.tanist.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.configuration.runtime.Sources;

class AddressCheckTest {
    private static final String HOST = "tanist.hostname";
    private static final String MASTERS = "tanist.cluster.masters";
    private static final String OPEN = "tanist.security.authentication";

    @TempDir
    private Path home;

    @Test
    void loopbackIsServedWithoutAuthentication() throws Exception {
        load(HOST, "127.0.0.1");
        load(HOST, "::1");
        load(HOST, "localhost", MASTERS, "127.0.0.1:3000,127.0.0.2:3000,localhost:3001");
    }

    @Test
    void otherAddressesAreRefusedUnlessThatIsSaidOutright() throws Exception {
        refused(
                "tanist.hostname = '192.0.2.1' is not loopback and no authentication is set up: set"
                        + " tanist.security.authentication = none to serve everybody who can reach it, or use 127.0.0.1",
                HOST,
                "192.0.2.1");
        assertThat(load(HOST, "192.0.2.1", OPEN, "none").host()).isEqualTo("192.0.2.1");
    }

    @Test
    void authenticationThatDoesNotExistIsRefused() {
        refused(
                "tanist.security.authentication = 'password' is not known to this release: write none, or leave it empty"
                        + " and serve loopback only",
                OPEN,
                "password");
    }

    @Test
    void loopbackIsRefusedWhereMastersAreOnSeveralHosts() {
        refused(
                "tanist.hostname = '127.0.0.1' is loopback, but tanist.cluster.masters names '192.0.2.2:3000' on another"
                        + " host: set the address that the others reach this host by (-ip)",
                MASTERS,
                "192.0.2.2:3000");
        refused(
                "tanist.cluster.masters names loopback 'localhost:3000' beside '192.0.2.2:3000' on another host: name every"
                        + " master by an address that all the others can reach",
                HOST,
                "192.0.2.1",
                OPEN,
                "none",
                MASTERS,
                "localhost:3000,192.0.2.2:3000");
        refused(
                "tanist.cluster.masters names loopback '127.0.0.1:3000', but tanist.hostname = '192.0.2.1' is not: name"
                        + " every master by an address that all the others can reach",
                HOST,
                "192.0.2.1",
                OPEN,
                "none",
                MASTERS,
                "127.0.0.1:3000");
    }

    @Test
    void addressesThatNobodyCanReachAreRefused() {
        refused(
                "tanist.hostname = '0.0.0.0' is no address that others can reach this master by: name one of this host's own"
                        + " (-ip)",
                HOST,
                "0.0.0.0");
        refused(
                "tanist.hostname = 'no-such-host.invalid' cannot be resolved: correct it, or give an address with -ip",
                HOST,
                "no-such-host.invalid");
    }

    @Test
    void masterAddressesThatAreNoneAreRefused() {
        refused(
                "tanist.cluster.masters has 'localhost:http', which is not host:port with a port from 1 to 55535: correct it",
                MASTERS,
                "localhost:http");
    }

    private Configuration load(String... pairs) throws ConfigurationException {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            overrides.put(pairs[i], pairs[i + 1]);
        }
        return Sources.of(home, overrides).load();
    }

    private void refused(String message, String... pairs) {
        assertThatThrownBy(() -> load(pairs))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
