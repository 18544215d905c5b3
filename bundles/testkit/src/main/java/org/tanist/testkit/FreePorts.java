package org.tanist.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds ports for masters in tests: the port itself and the one 10000 above are free on loopback, and both lie below the range
 * that the kernel gives to outgoing connections, so nobody takes them by chance; {@code tanist demo} and {@code bench} draw from above. Test processes that run at the same time never get the
 * same ones: each holds the lock of the blocks it draws from until it ends.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int COUNT = 5_000;
    private static final int BETWEEN_MASTERS = 10_000;
    private static final int BLOCK = 50;

    private static final Path LOCKS =
            Path.of(System.getProperty("java.io.tmpdir"), "tanist-test-ports-" + System.getProperty("user.name"));
    private static final Queue<Integer> MINE = new ArrayDeque<>();
    private static int tried = (int) (ProcessHandle.current().pid() % (COUNT / BLOCK));

    private FreePorts() {}

    /** A port whose pair is free at the moment; a call returns none that an earlier one returned, until all have been used once. */
    public static synchronized int next() {
        for (int tries = 0; tries < COUNT; tries++) {
            if (MINE.isEmpty()) {
                claimBlock();
            }
            int port = MINE.remove();
            if (free(port) && free(port + BETWEEN_MASTERS)) {
                return port;
            }
        }
        throw new IllegalStateException("no free pair of ports on loopback from " + FIRST);
    }

    private static void claimBlock() {
        for (int tries = 0; tries < COUNT / BLOCK; tries++) {
            int block = tried++ % (COUNT / BLOCK);
            if (lock(block) != null) {
                for (int port = FIRST + block * BLOCK; port < FIRST + (block + 1) * BLOCK; port++) {
                    MINE.add(port);
                }
                return;
            }
        }
        throw new IllegalStateException("other test processes hold all ports; see " + LOCKS);
    }

    /** The lock is never released: the end of the process does it. */
    @SuppressWarnings("resource")
    private static @Nullable FileLock lock(int block) {
        try {
            Files.createDirectories(LOCKS);
            FileChannel file = FileChannel.open(
                    LOCKS.resolve(Integer.toString(block)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock == null) {
                file.close();
            }
            return lock;
        } catch (java.nio.channels.OverlappingFileLockException ours) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("cannot use " + LOCKS + ": " + e.getMessage(), e);
        }
    }

    /** Whether nothing listens on it. */
    public static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
