package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Appender;

/** Appends to one file; poisoned before each effect and healed after it, so that whatever goes wrong leaves it poisoned. */
final class HdfsAppender implements Appender {
    private static final Logger LOG = LoggerFactory.getLogger(HdfsAppender.class);

    /** A block on a slow disk; whoever has less patience looks at the clock himself. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String path;
    private final Calls calls;
    private final FSDataOutputStream out;
    private long length;
    private boolean poisoned;
    private boolean closed;
    private int replicas;

    HdfsAppender(String path, Calls calls, FSDataOutputStream out) {
        this.path = path;
        this.calls = calls;
        this.out = out;
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        refuseIfDead();
        poisoned = true;
        effect("append to '" + path + "'", () -> out.write(bytes, offset, count));
        length += count;
        poisoned = false;
    }

    @Override
    public void sync() throws IOException {
        refuseIfDead();
        poisoned = true;
        effect("sync '" + path + "'", out::hsync);
        poisoned = false;
        lookAtReplicas();
    }

    private void effect(String what, Calls.Effect effect) throws IOException {
        try {
            calls.run(LIMIT, what, effect);
        } catch (IOException e) {
            throw Causes.translated(path, e);
        }
    }

    /** Says when the datanodes of the pipeline have become fewer: what is written then is on fewer disks. */
    private void lookAtReplicas() throws IOException {
        int now = out instanceof HdfsDataOutputStream hdfs ? hdfs.getCurrentBlockReplication() : replicas;
        if (now < replicas) {
            LOG.warn("'{}' is written to {} datanodes now, {} before", path, now, replicas);
        }
        replicas = now;
    }

    private void refuseIfDead() throws IOException {
        if (poisoned || closed) {
            throw new IOException("the appender of '" + path + "' is "
                    + (poisoned ? "poisoned by an earlier error" : "closed") + ": open a new file");
        }
    }

    @Override
    public long length() {
        return length;
    }

    /** Of a poisoned one nothing is waited for: its file is left to the recovery of its lease. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (poisoned) {
            calls.later("close '" + path + "'", out::close);
        } else {
            effect("close '" + path + "'", out::close);
        }
    }
}
