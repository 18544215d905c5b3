package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream.SyncFlag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files that are being written back to as many datanodes as they should be on.
 *
 * <p>When a datanode of a block's pipeline dies, Hadoop's client goes on with those that are left, and with them it stays until the block
 * is full: for a journal's segment, until the term ends. So as long as there is such a file, a file of one byte is tried now and then. Once
 * that gets more datanodes, the block is ended, after a sync of all that was written, and the next bytes begin another one.
 *
 * <p>Thread-safe; nothing is waited for. One thread of the calls looks after all files, and none does when there is nothing to look after.
 */
final class Pipelines {
    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Tree tree;
    private final Calls calls;
    private final Map<Path, HdfsDataOutputStream> thin = new ConcurrentHashMap<>();
    private boolean watched; // guarded by this

    Pipelines(Tree tree, Calls calls) {
        this.tree = tree;
        this.calls = calls;
    }

    /** This file is written to fewer datanodes than it should be. May be said again and again. */
    void thin(Path file, HdfsDataOutputStream out) {
        thin.putIfAbsent(file, out);
        begin();
    }

    private synchronized void begin() {
        watched = watched || calls.later("look for more datanodes", this::watch);
    }

    /** This one is not, or is not written any more. */
    void leave(Path file) {
        thin.remove(file);
    }

    /** This one was, and a later block of it has as many as it should: what was written to fewer is copied now, not when it is complete. */
    void widened(Path file) {
        leave(file);
        calls.later("replicate '" + file + "'", () -> tree.replicateBlocks(file));
    }

    private void watch() {
        boolean over = false;
        try {
            while (!over) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                look();
                over = over();
            }
        } finally {
            if (!over) {
                broken();
            }
        }
    }

    private void look() {
        try {
            int possible = tree.possibleReplicas();
            thin.forEach((file, out) -> renew(file, out, possible));
        } catch (IOException e) {
            LOG.debug("how many datanodes take a new file cannot be told: {}", Causes.line(e));
        }
    }

    private synchronized boolean over() {
        watched = !thin.isEmpty() && !Thread.currentThread().isInterrupted();
        return !watched;
    }

    /** By a defect: the next thin file is looked after all the same. */
    private synchronized void broken() {
        watched = false;
    }

    /** If the stream fails here, its writer learns it from the next write; if its next block is thin, too, it says so again. */
    private void renew(Path file, HdfsDataOutputStream out, int possible) {
        try {
            if (out.getCurrentBlockReplication() < possible) {
                leave(file);
                tree.replicate(file);
                out.hsync(EnumSet.of(SyncFlag.END_BLOCK));
                LOG.info("'{}': its next block will be on {} datanodes", file, possible);
            }
        } catch (IOException e) {
            leave(file);
            LOG.info("'{}' stays on fewer datanodes than it should be on: {}", file, Causes.line(e));
        }
    }

    /** To how many datanodes a stream writes; the given number if that cannot be told. */
    static int width(FSDataOutputStream out, int otherwise) throws IOException {
        return out instanceof HdfsDataOutputStream hdfs ? hdfs.getCurrentBlockReplication() : otherwise;
    }
}
