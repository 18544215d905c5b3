package org.tanist.storage.hdfs.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/**
 * Whose a root is, looked at again before each use: somebody may rename another directory to its place while masters run. The marker's
 * number, which HDFS gives once, tells as long as it stays the same; else what is in it. Thread-safe; calls block without a limit.
 */
final class Ownership {
    private static final long UNKNOWN = -1;

    private final Tree tree;
    private volatile String cluster = "";
    private volatile long seen = UNKNOWN;

    Ownership(Tree tree) {
        this.tree = tree;
    }

    /** From now on the root must be that cluster's. */
    void claim(String owner) {
        cluster = owner;
    }

    /** What the marker says. */
    String owner() throws IOException {
        try (InputStream in = tree.system().open(tree.names().marker())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** @throws IOException if it is nobody's, or another cluster's; never one that means that a single file is absent */
    void check() throws IOException {
        try {
            FileStatus marker = tree.system().getFileStatus(tree.names().marker());
            long number = marker instanceof HdfsFileStatus status ? status.getFileId() : UNKNOWN;
            if (number != UNKNOWN && number == seen) {
                return;
            }
            String owner = owner();
            if (!owner.equals(cluster)) {
                throw new IOException("'" + tree.names().root() + "' holds files of cluster '" + owner
                        + "' now, not of " + cluster + ": was it exchanged? Put back what was there");
            }
            seen = number;
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "'" + tree.names().root()
                            + "' is gone, or is no directory of Tanist any more: put back what was there",
                    e);
        }
    }
}
