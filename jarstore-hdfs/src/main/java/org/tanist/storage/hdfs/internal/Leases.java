package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the leases of files whose writers are dead.
 *
 * <p>A datanode that was started again has all that was synced, but of a block that was being written it tells nobody, before the NameNode
 * has made an end of the lease. The NameNode does that of itself after 20 minutes.
 *
 * <p>Thread-safe; nothing is waited for. What goes on for a file is not begun again, because older NameNodes would begin anew each time.
 */
final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int BUFFER = 4096;

    private final DistributedFileSystem system;
    private final DataNodes dataNodes;
    private final Calls calls;
    private final Set<Path> ending = ConcurrentHashMap.newKeySet();

    Leases(Tree tree, Calls calls) {
        this.system = tree.system();
        this.dataNodes = tree.dataNodes();
        this.calls = calls;
    }

    /** Whoever writes the file. Takes 0.5 s, and longer when a datanode is gone. */
    void end(Path file) {
        begin(file, () -> system.recoverLease(file));
    }

    /**
     * If nobody writes the file any more: at once when all datanodes of its last block say so, else when its writer has not been heard of
     * for a minute.
     */
    void endIfForsaken(Path file) {
        begin(file, () -> {
            LocatedBlock last = system.getClient()
                    .getLocatedBlocks(file.toUri().getPath(), 0)
                    .getLastLocatedBlock();
            if (last != null && dataNodes.noneWrites(last)) {
                LOG.info("'{}': all its datanodes were started again; HDFS is asked to complete it", file);
                return system.recoverLease(file);
            }
            return claim(file);
        });
    }

    /**
     * The NameNode ends a lease that is older than a minute when somebody wants to append to the file, who is refused himself. To want to
     * create it has the same effect, but would bring back a segment that was just deleted, for a moment: a slow opener must not find it.
     *
     * @return whether it is complete
     */
    private boolean claim(Path file) throws IOException {
        try {
            system.append(file, BUFFER).close();
            return true;
        } catch (IOException e) {
            LOG.debug("'{}': {}", file, Causes.line(e));
            return system.isFileClosed(file);
        }
    }

    private void begin(Path file, Calls.Call<Boolean> way) {
        if (ending.add(file) && !calls.later("end the lease of '" + file + "'", () -> run(file, way))) {
            ending.remove(file);
        }
    }

    private void run(Path file, Calls.Call<Boolean> way) throws IOException {
        try {
            boolean complete = way.run();
            for (int look = 0;
                    !complete && look < LOOKS && !Thread.currentThread().isInterrupted();
                    look++) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                complete = system.isFileClosed(file);
            }
            LOG.debug("'{}' is {}", file, complete ? "complete" : "not completed by its datanodes yet");
        } finally {
            ending.remove(file);
        }
    }
}
