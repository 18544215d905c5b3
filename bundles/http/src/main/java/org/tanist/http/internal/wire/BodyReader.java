package org.tanist.http.internal.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * Reads the body of a deferred exchange without holding a thread while it trickles in. A body that came together with its head, the
 * common case, is read at once.
 */
public final class BodyReader implements ReadListener {
    private final Exchange exchange;
    private final ServletInputStream in;
    private final int most;
    private final Runnable then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[8192];
    private @Nullable Leftover tooMuch;

    private BodyReader(Exchange exchange, ServletInputStream in, int most, Runnable then) {
        this.exchange = exchange;
        this.in = in;
        this.most = most;
        this.then = then;
    }

    /**
     * Reads the whole body into the exchange, then goes on; answers with a problem if it is too large or breaks off.
     *
     * @param most how many bytes it may have
     */
    public static void read(Exchange exchange, int most, Runnable then) {
        long length = exchange.request().getContentLengthLong();
        if (length > most) {
            Leftover.refuse(exchange, exchange.problem(tooLarge(most)));
            return;
        }
        if (length == 0 || (length < 0 && exchange.request().getHeader("Transfer-Encoding") == null)) {
            then.run();
            return;
        }
        try {
            ServletInputStream in = exchange.request().getInputStream();
            if (length > 0 && in.available() >= length) {
                exchange.body(in.readNBytes((int) length));
                then.run();
            } else {
                in.setReadListener(new BodyReader(exchange, in, most, then));
            }
        } catch (IOException e) {
            exchange.fail(broken(e));
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (tooMuch == null && in.isReady() && !in.isFinished()) {
            int count = in.read(chunk);
            if (count > 0) {
                bytes.write(chunk, 0, count);
            }
            if (bytes.size() > most) {
                tooMuch = new Leftover(in, exchange.answerEarly(exchange.problem(tooLarge(most))));
            }
        }
        if (tooMuch != null) {
            tooMuch.onDataAvailable();
        }
    }

    @Override
    public void onAllDataRead() {
        if (tooMuch != null) {
            tooMuch.onAllDataRead();
            return;
        }
        exchange.body(bytes.toByteArray());
        then.run();
    }

    @Override
    public void onError(Throwable failure) {
        if (tooMuch != null) {
            tooMuch.onError(failure);
            return;
        }
        exchange.fail(broken(failure));
    }

    private static TanistException tooLarge(int most) {
        return new TanistException(
                ErrorCode.TOO_LARGE, "the body is larger than " + most + " bytes, the limit of this path: send less");
    }

    private static TanistException broken(Throwable cause) {
        return new TanistException(ErrorCode.INVALID, "the body broke off before its end: send it again", cause);
    }
}
