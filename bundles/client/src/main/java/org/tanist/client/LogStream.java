package org.tanist.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tanist.client.http.Connection;

/**
 * The log of an instance as it comes; see {@link ApplicationsClient#logs}. It ends when the worker has no more to say, or when the worker
 * or the master in between is gone: ask again then. For one thread, but {@link #close} may come from any and ends a read.
 */
public final class LogStream implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final Connection connection;
    private final InputStream body;

    LogStream(Connection connection, InputStream body) {
        this.connection = connection;
        this.body = body;
    }

    /** The bytes. */
    public InputStream in() {
        return body;
    }

    /**
     * Copies what comes, each piece at once, until the end.
     *
     * @throws IOException if the stream broke, or the receiver did
     */
    public void copyTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
