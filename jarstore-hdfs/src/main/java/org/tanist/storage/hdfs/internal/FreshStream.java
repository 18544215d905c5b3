package org.tanist.storage.hdfs.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is read; what goes wrong is said as everywhere here. For one thread. */
final class FreshStream extends FilterInputStream {
    private final String path;

    FreshStream(String path, InputStream in) {
        super(in);
        this.path = path;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw Causes.translated(path, e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        try {
            return in.read(bytes, offset, count);
        } catch (IOException e) {
            throw Causes.translated(path, e);
        }
    }
}
