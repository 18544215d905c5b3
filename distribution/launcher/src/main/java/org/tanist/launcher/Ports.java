package org.tanist.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;

/** Finds out before the start whether somebody else has a port; afterwards it would be a stack trace of one bundle. */
final class Ports {
    /** Masters talk to each other on the HTTP port plus this. */
    private static final int BETWEEN_MASTERS = 10_000;

    private Ports() {}

    static void check(Configuration configuration) throws ConfigurationException {
        check(configuration.host(), configuration.port(), "for HTTP");
        check(configuration.host(), configuration.port() + BETWEEN_MASTERS, "for the other masters, port + 10000");
    }

    private static void check(String host, int port, String purpose) throws ConfigurationException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new ConfigurationException("tanist.http.port: port " + port + " (" + purpose + ") of " + host
                    + " cannot be opened (" + e.getMessage() + "): stop what uses it, or choose another -port or -ip");
        }
    }
}
