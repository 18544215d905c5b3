package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes files of a few bytes, past datanodes that do not answer. Thread-safe; each call has a limit. */
final class SmallFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SmallFiles.class);
    private static final int ATTEMPTS = 3;

    private final Tree tree;
    private final Calls calls;
    private final Duration limit;

    /** For a tree. @param limit of each step */
    SmallFiles(Tree tree, Calls calls, Duration limit) {
        this.tree = tree;
        this.calls = calls;
        this.limit = limit;
    }

    /**
     * Makes a temporary file that is complete and durable. When a datanode is silent, another one is begun on others; what the attempt
     * before may still write has a name that nobody uses.
     *
     * @param what for messages
     */
    Path write(String what, byte[] content) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path temporary = tree.temporary();
            try {
                calls.run(
                        limit,
                        what,
                        () -> tree.write(temporary, content),
                        () -> tree.dataNodes().obstacle(temporary));
                return temporary;
            } catch (SilentDataNodeException e) {
                calls.later("discard '" + temporary + "'", () -> tree.discard(temporary));
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("{}: tried again on other datanodes: {}", what, e.getMessage());
            }
        }
    }

    /** Makes a file, whole and durable, unless the name is taken. @return whether this call made it */
    boolean place(String what, Path file, byte[] content) throws IOException {
        Path temporary = write(what, content);
        boolean placed = calls.within(limit, what, () -> tree.place(temporary, file));
        if (placed && !tree.dataNodes().preferred().isEmpty()) {
            calls.later("replicate '" + file + "'", () -> tree.replicate(file));
        }
        return placed;
    }
}
