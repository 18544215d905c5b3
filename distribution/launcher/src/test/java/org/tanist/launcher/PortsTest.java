package org.tanist.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.runtime.Sources;

class PortsTest {

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = Math.min(used.getLocalPort(), 55_535);
            boolean forMasters = used.getLocalPort() > port;
            int http = forMasters ? used.getLocalPort() - 10_000 : port;
            assertThatThrownBy(() -> check(http))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("port " + used.getLocalPort() + " (for")
                    .hasMessageEndingWith("stop what uses it, or choose another -port or -ip");
        }
    }

    private static void check(int port) throws ConfigurationException {
        Ports.check(Sources.of(Path.of("."), Map.of("tanist.http.port", Integer.toString(port)))
                .load());
    }
}
