package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.kit.OneChanceAppender;

/** Appends to one file; fails within two seconds if a datanode that it writes to does not answer. */
final class HdfsAppender extends OneChanceAppender {
    private static final Logger LOG = LoggerFactory.getLogger(HdfsAppender.class);

    /** A block on a slow disk; whoever has less patience looks at the clock himself. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Tree tree;
    private final Calls calls;
    private final Pipelines pipelines;
    private final Open open;
    private final int wanted;
    private int replicas;
    private boolean learned;

    /** What all files of a storage are written with. */
    record Medium(Tree tree, Calls calls, Pipelines pipelines) {}

    /** A new file that is being written. */
    record Open(Path file, FSDataOutputStream out) {}

    HdfsAppender(String path, Medium medium, Open open) {
        super(path);
        this.tree = medium.tree();
        this.calls = medium.calls();
        this.pipelines = medium.pipelines();
        this.open = open;
        this.wanted = tree.system().getDefaultReplication(open.file());
        this.replicas = wanted;
    }

    @Override
    protected void write(byte[] bytes, int offset, int count) throws IOException {
        effect("append to", () -> open.out().write(bytes, offset, count));
    }

    @Override
    protected void force() throws IOException {
        effect("sync", open.out()::hsync);
        lookAtReplicas();
    }

    /** The client takes more bytes while it waits for the datanodes: it holds its lock only until the mark is on its way. */
    @Override
    protected void advance() throws IOException {
        effect("write back", open.out()::hsync);
    }

    private void effect(String what, Calls.Effect effect) throws IOException {
        try {
            calls.run(
                    LIMIT,
                    what + " '" + path() + "'",
                    effect,
                    () -> tree.dataNodes().obstacle(open.file()));
        } catch (IOException e) {
            throw Causes.translated(path(), e);
        }
    }

    /** Sees to it when the datanodes of the pipeline are fewer than before, or than they should be: what is written then is on fewer disks. */
    private void lookAtReplicas() throws IOException {
        int now = Pipelines.width(open.out(), replicas);
        if (now != replicas || !learned) {
            tree.dataNodes().learn(open.out());
            tell(now);
        }
        if (now < wanted && open.out() instanceof HdfsDataOutputStream thin) {
            pipelines.thin(open.file(), thin);
        }
        learned = true;
        replicas = now;
    }

    private void tell(int now) {
        if (now < replicas) {
            LOG.warn("'{}' is written to {} datanodes, and {} are wanted", path(), now, wanted);
        } else if (now > replicas) {
            LOG.info("'{}' is written to {} datanodes again", path(), now);
            pipelines.widened(open.file());
        }
    }

    /** Of a poisoned one nothing is waited for: its file is left to the recovery of its lease. */
    @Override
    protected void free(boolean poisoned) throws IOException {
        String what = "close '" + path() + "'";
        pipelines.leave(open.file());
        if (poisoned) {
            calls.later(what, this::abandon);
            return;
        }
        effect("close", open.out()::close);
        if (replicas < wanted) {
            calls.later("replicate '" + path() + "'", () -> tree.replicate(open.file()));
        }
    }

    /** As long as this process lives, its client would hold the lease, and with it what readers need to know of the last block. */
    private void abandon() throws IOException {
        try {
            open.out().close();
        } finally {
            tree.system().recoverLease(open.file());
        }
    }
}
