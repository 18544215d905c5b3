package org.tanist.storage.hdfs.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.StorageRoot;

/** Looks whether a root can be used, and makes it the cluster's own. */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final int SAFE_MODE_LOOKS = 60;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Tree tree;
    private final DistributedFileSystem system;
    private final Calls calls;
    private final SmallFiles small;
    private final HdfsAddress address;
    private final String user;

    Entrance(Tree tree, Calls calls, HdfsAddress address, String user) {
        this.tree = tree;
        this.system = tree.system();
        this.calls = calls;
        this.small = new SmallFiles(tree, calls, HdfsStorage.LIMIT);
        this.address = address;
        this.user = user;
    }

    /**
     * Enters.
     *
     * @param writer the beginning of the names of this process's temporary files
     * @param ownership claims the root
     * @throws IOException with one sentence that says what is wrong and what to do
     */
    void enter(StorageRoot root, String writer, Ownership ownership) throws IOException {
        try {
            awaitChanges();
            mark(root);
            String owner = calls.within(HdfsStorage.LIMIT, "read whose '" + address.text() + "' is", ownership::owner);
            if (!owner.equals(root.cluster().toString())) {
                throw new IOException("'" + address.text() + "' holds files of cluster " + owner + ", not of "
                        + root.cluster() + ": use another directory, or move that one away");
            }
            ownership.claim(owner);
            probe();
            calls.later("sweep", () -> sweep(root.self() + "-", writer + "-"));
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("'" + address.text() + "'") ? e : Causes.refusal(address, user, e);
        }
    }

    /** A NameNode that has just started takes no changes until enough datanodes have reported. */
    private void awaitChanges() throws IOException {
        for (int look = 0; ; look++) {
            boolean safe = calls.within(HdfsStorage.LIMIT, "ask for the safe mode", system::isInSafeMode);
            if (!safe) {
                return;
            }
            if (look == 0) {
                LOG.warn(
                        "'{}': HDFS is in safe mode; waiting for its end, for at most {} s",
                        address.text(),
                        SAFE_MODE_LOOKS * BETWEEN_LOOKS.toSeconds());
            }
            if (look == SAFE_MODE_LOOKS || Thread.currentThread().isInterrupted()) {
                throw new IOException("'" + address.text() + "' cannot be used: HDFS is in safe mode and takes no"
                        + " changes: look at 'hdfs dfsadmin -safemode get' and 'hdfs dfsadmin -report'");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Makes the directory the cluster's if it is nobody's. */
    private void mark(StorageRoot root) throws IOException {
        String what = "mark '" + address.text() + "'";
        if (calls.within(HdfsStorage.LIMIT, what, this::unmarked)) {
            byte[] mine = root.cluster().toString().getBytes(StandardCharsets.UTF_8);
            small.place(what, tree.names().marker(), mine);
        }
    }

    /** Whether it is nobody's; makes what is needed to mark it then. */
    private boolean unmarked() throws IOException {
        if (system.exists(tree.names().marker())) {
            return false;
        }
        FileStatus status = status(tree.names().root());
        if (status != null && status.isFile()) {
            throw new IOException("'" + address.text() + "' is a file, and a directory is needed");
        }
        system.mkdirs(tree.names().temporaries());
        return true;
    }

    private @org.jspecify.annotations.Nullable FileStatus status(Path path) throws IOException {
        try {
            return system.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** A durable write and its reading, before anybody relies on them; it also loads the classes that a first activation needs. */
    private void probe() throws IOException {
        String what = "try '" + address.text() + "'";
        Path temporary = small.write(what, new byte[] {1});
        int read = calls.within(HdfsStorage.LIMIT, what, () -> {
            try (InputStream in = system.open(temporary)) {
                return in.read();
            } finally {
                tree.discard(temporary);
            }
        });
        if (read != 1) {
            throw new IOException("a byte that was synced could not be read back from '" + temporary + "'");
        }
    }

    /** Deletes the temporary files of this master's earlier processes. */
    private void sweep(String mine, String current) throws IOException {
        for (FileStatus left : system.listStatus(tree.names().temporaries())) {
            String name = left.getPath().getName();
            if (name.startsWith(mine) && !name.startsWith(current)) {
                tree.discard(left.getPath());
            }
        }
    }
}
