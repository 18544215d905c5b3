package org.tanist.itests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free HTTP ports whose port + 10000 is free too; both lie below the ephemeral range, so no outgoing connection takes them, and above
 * those that the demo and the benchmarks take. Test processes that run at the same time have a range each.
 */
public final class Ports {
    private static final int COUNT = 900;
    private static final int FIRST = 20_000 + (Tarball.fork() - 1) % 3 * COUNT;
    private static final Set<Integer> GIVEN = new HashSet<>();
    private static final Random RANDOM = new Random();

    private Ports() {}

    /** A port that this run has not given before. */
    public static synchronized int next() {
        for (int attempt = 0; attempt < COUNT * 4; attempt++) {
            int port = FIRST + RANDOM.nextInt(COUNT);
            if (!GIVEN.contains(port) && free(port) && free(port + 10_000)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free pair of ports between " + FIRST + " and " + (FIRST + COUNT));
    }

    /** Whether nothing listens on it. */
    public static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
