package org.tanist.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;

/** Finds ports that nothing uses, outside the range from which the kernel hands out its own. */
public final class FreePorts {

    private static final int LOWEST = 17_000;
    private static final int HIGHEST = 22_000;
    private static final int MOST_ATTEMPTS = 2_000;

    /** A master's port for other masters lies that far above its HTTP port. */
    private static final int PEER_OFFSET = 10_000;

    private FreePorts() {}

    /** HTTP ports for that many masters; each, and the one 10000 above it, is free. */
    public static List<Integer> find(int count) {
        List<Integer> found = new ArrayList<>();
        for (int attempt = 0; found.size() < count; attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new Failure(ExitCode.FAILED, "no free ports between " + LOWEST + " and " + HIGHEST);
            }
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!found.contains(port) && free(port) && free(port + PEER_OFFSET)) {
                found.add(port);
            }
        }
        return found;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
