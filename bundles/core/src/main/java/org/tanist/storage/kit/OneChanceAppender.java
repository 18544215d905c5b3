package org.tanist.storage.kit;

import java.io.IOException;
import org.tanist.storage.Appender;

/**
 * An appender that has one chance: poisoned before each effect and healed after it, so that whatever goes wrong, an exception of any
 * kind included, leaves it poisoned for good. A provider says what the effects are.
 *
 * <p>What is written back beside them is poison by a mark of its own: an append that ends well at the same time must not heal it.
 */
public abstract class OneChanceAppender implements Appender {
    private final String path;
    private long length;
    private boolean poisoned;
    private volatile boolean poisonedBeside;
    private volatile boolean closed;

    /** An empty one. @param path for messages */
    protected OneChanceAppender(String path) {
        this.path = path;
    }

    @Override
    public final void append(byte[] bytes, int offset, int count) throws IOException {
        refuseIfDead();
        poisoned = true;
        write(bytes, offset, count);
        length += count;
        poisoned = false;
    }

    @Override
    public final void sync() throws IOException {
        refuseIfDead();
        poisoned = true;
        force();
        poisoned = false;
    }

    @Override
    public final void writeBack() throws IOException {
        if (poisonedBeside || closed) {
            throw dead();
        }
        boolean done = false;
        try {
            advance();
            done = true;
        } finally {
            poisonedBeside = !done;
        }
    }

    private void refuseIfDead() throws IOException {
        if (poisoned || poisonedBeside || closed) {
            throw dead();
        }
    }

    private IOException dead() {
        return new IOException("the appender of '" + path + "' is "
                + (closed ? "closed" : "poisoned by an earlier error") + ": open a new file");
    }

    @Override
    public final long length() {
        return length;
    }

    @Override
    public final void close() throws IOException {
        if (!closed) {
            closed = true;
            free(poisoned || poisonedBeside);
        }
    }

    /** As it was given. */
    protected final String path() {
        return path;
    }

    /** Writes all of these bytes at {@link #length}, which grows when this returns. */
    protected abstract void write(byte[] bytes, int offset, int count) throws IOException;

    /** Returns when everything that was written is durable, and visible to every master. */
    protected abstract void force() throws IOException;

    /** Begins to make durable what was written, while another thread may {@link #write}; by default nothing. */
    protected void advance() throws IOException {}

    /** Frees the file without a sync; called once. @param poisoned whether an effect has failed before */
    protected abstract void free(boolean poisoned) throws IOException;
}
