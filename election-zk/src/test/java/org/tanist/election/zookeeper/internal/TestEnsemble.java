package org.tanist.election.zookeeper.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.local.LocalEnsemble;

/** Three real servers for all tests of this JVM; each test has a path of its own. */
final class TestEnsemble {
    static final Duration TICK = Duration.ofMillis(200);

    private static final AtomicInteger PATHS = new AtomicInteger();
    private static @Nullable LocalEnsemble shared;

    private TestEnsemble() {}

    /** The servers that all tests share; nobody may harm them. */
    static synchronized LocalEnsemble shared() throws IOException {
        LocalEnsemble running = shared;
        if (running == null) {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ensemble");
            running = new LocalEnsemble(directory.toAbsolutePath(), classPath(), 3, TICK, List.of()).start();
            shared = running;
        }
        return running;
    }

    /** The jars of a server, from the test's own class path. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*/(zookeeper|netty|snappy|metrics-core|commons-io|slf4j-api).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A path that nobody has used; it exists. */
    static String newPath(LocalEnsemble ensemble) throws IOException {
        String path = "/t" + PATHS.incrementAndGet();
        client(ensemble, zk -> zk.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        return path;
    }

    /** Something to do with a plain client. */
    interface Task {
        void with(ZooKeeper zk) throws KeeperException, InterruptedException;
    }

    static void client(LocalEnsemble ensemble, Task task) throws IOException {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        try (ZooKeeper zk = new ZooKeeper(ensemble.connect(), 4000, watcher)) {
            if (!connected.await(20, TimeUnit.SECONDS)) {
                throw new IOException("no connection with " + ensemble.connect());
            }
            task.with(zk);
        } catch (KeeperException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
