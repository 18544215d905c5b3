package org.tanist.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports for masters in tests: the port itself and the one 10000 above are free on loopback, and both lie below the range
 * that the kernel gives to outgoing connections, so nobody takes them by chance.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int COUNT = 10_000;
    private static final int BETWEEN_MASTERS = 10_000;

    /** Test processes that run at the same time begin at different places. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private FreePorts() {}

    /** A port whose pair is free at the moment; no two calls in this process return the same one soon. */
    public static int next() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (free(port) && free(port + BETWEEN_MASTERS)) {
                return port;
            }
        }
        throw new IllegalStateException("no free pair of ports on loopback from " + FIRST);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
