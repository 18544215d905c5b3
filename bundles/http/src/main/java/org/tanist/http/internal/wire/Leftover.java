package org.tanist.http.internal.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads away what a sender still sends of a body after it was told that nobody wants it. A connection that is closed with unread bytes
 * is reset, and a reset takes back the answer that its other end has not read yet. No thread waits for the bytes.
 */
public final class Leftover implements ReadListener {
    /** How many bytes are read away, lest somebody sends for ever. */
    public static final long MOST = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);

    private final ServletInputStream in;
    private final Runnable then;
    private final byte[] chunk = new byte[16 * 1024];
    private long left = MOST;
    private boolean ended;

    Leftover(ServletInputStream in, Runnable then) {
        this.in = in;
        this.then = then;
    }

    /**
     * Answers a deferred exchange, then reads its body away; without the latter if there is none, or if its sender waits for consent to
     * send it (Expect: 100-continue), which the first read would give. Only on the container's thread, before anybody reads the body.
     */
    public static void refuse(Exchange exchange, Answer answer) {
        if (!exchange.leavesBody() || exchange.request().getHeader("Expect") != null) {
            exchange.finish(answer);
            return;
        }
        Runnable end = exchange.answerEarly(answer);
        try {
            ServletInputStream in = exchange.request().getInputStream();
            in.setReadListener(new Leftover(in, end));
        } catch (IOException e) {
            LOG.debug("the rest of a body cannot be read", e);
            end.run();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (left > 0 && in.isReady() && !in.isFinished()) {
            left -= Math.max(0, in.read(chunk));
        }
        if (left <= 0) {
            end();
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("the sender of a refused body has gone", failure);
        end();
    }

    private void end() {
        if (!ended) {
            ended = true;
            then.run();
        }
    }
}
