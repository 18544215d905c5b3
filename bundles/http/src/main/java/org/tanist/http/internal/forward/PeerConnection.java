package org.tanist.http.internal.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection to another master: carries one call at a time. Whoever has a call writes it by its own thread; only the loop reads.
 * The lock guards which call it carries and whether it is closed.
 */
final class PeerConnection {
    private static final int BUFFER = 16 * 1024;

    private final SocketChannel channel;
    private final PeerPool pool;
    private final long openedNanos;
    private final ReplyParser parser = new ReplyParser();
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private @Nullable SelectionKey key;
    private @Nullable PeerCall call;
    private @Nullable ByteBuffer unsent;
    private boolean used;
    private boolean closed;

    PeerConnection(SocketChannel channel, PeerPool pool, PeerCall first, long nowNanos) {
        this.channel = channel;
        this.pool = pool;
        this.call = first;
        this.openedNanos = nowNanos;
    }

    SocketChannel channel() {
        return channel;
    }

    PeerPool pool() {
        return pool;
    }

    long openedNanos() {
        return openedNanos;
    }

    synchronized void registered(SelectionKey selectionKey) {
        key = selectionKey;
    }

    /** Takes a call on a kept connection and writes it; false if the connection is gone, then nothing has happened. */
    synchronized boolean begin(PeerCall next) {
        if (closed) {
            return false;
        }
        call = next;
        used = true;
        return write(next);
    }

    /** Writes the call it was opened for, once it is connected. */
    synchronized void connected() throws IOException {
        PeerCall first = call;
        if (closed || first == null) {
            throw new ClosedChannelException();
        }
        if (!write(first)) {
            throw new ClosedChannelException();
        }
    }

    private boolean write(PeerCall next) {
        parser.begin(next.head());
        ByteBuffer bytes = ByteBuffer.wrap(next.bytes());
        try {
            channel.write(bytes);
        } catch (IOException e) {
            // Nothing of it can have been taken as a whole, so the caller may go elsewhere with it.
            call = null;
            close();
            return false;
        }
        SelectionKey registration = key;
        if (bytes.hasRemaining() && registration != null && registration.isValid()) {
            unsent = bytes;
            registration.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            registration.selector().wakeup();
        }
        return true;
    }

    /** Writes what is left; only the loop calls it. */
    synchronized void writable() throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            channel.write(rest);
        }
        SelectionKey registration = key;
        if ((rest == null || !rest.hasRemaining()) && registration != null) {
            unsent = null;
            registration.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Reads what is there and completes the call if that was all of it; only the loop calls it. */
    void readable() throws IOException {
        PeerCall done = null;
        PeerReply reply = null;
        boolean keep;
        synchronized (this) {
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (call == null) {
                throw new IOException(count < 0 ? "closed while idle" : "unexpected bytes");
            }
            reply = count < 0 ? parser.end() : parser.feed(in);
            if (count < 0 && reply == null) {
                throw new IOException("the connection was closed before the reply was complete");
            }
            keep = parser.keepAlive() && count >= 0 && !in.hasRemaining();
            if (reply != null) {
                done = call;
                call = null;
            }
        }
        if (done != null && reply != null) {
            if (keep) {
                pool.release(this);
            } else {
                pool.dropped(this);
                close();
            }
            done.reply().complete(reply);
        }
    }

    /** Closes it and gives back the call that it carried; the loop notices by itself. */
    @Nullable
    PeerCall fail() {
        PeerCall broken;
        synchronized (this) {
            broken = call;
            call = null;
            close();
        }
        pool.dropped(this);
        return broken;
    }

    /** Closes it and gives back its call, if that may be sent again; else leaves both alone. */
    @Nullable
    PeerCall abandon() {
        synchronized (this) {
            if (call != null && !call.repeatable()) {
                return null;
            }
        }
        return fail();
    }

    /** Whether the call that failed could have been hit by the other side's closing of an idle connection. */
    synchronized boolean failedAsKept() {
        return used && !parser.begun();
    }

    private synchronized void close() {
        closed = true;
        SelectionKey registration = key;
        if (registration != null) {
            registration.cancel();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more in any case.
            closed = true;
        }
    }
}
