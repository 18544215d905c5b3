package org.tanist.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/**
 * A storage whose calls fail as a {@link FaultPlan} says. Appenders keep the promise of the SPI: an error poisons them. A torn write
 * is one of {@code append}; other calls treat it as a lost answer.
 */
public final class FaultyStorage implements Storage {
    private final Storage storage;
    private final Gate gate;

    /** Wraps a storage; closing this closes it. */
    public FaultyStorage(Storage storage, FaultPlan plan) {
        this.storage = storage;
        this.gate = new Gate(plan);
    }

    /** Lets every hanging call, and all that hang later, fail at once. */
    public void release() {
        gate.release();
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        Fault fault = gate.before("createExclusive", path);
        boolean created = storage.createExclusive(path, content);
        gate.after(fault, "createExclusive", path);
        return created;
    }

    @Override
    public Appender create(String path) throws IOException {
        Fault fault = gate.before("create", path);
        Appender appender = storage.create(path);
        if (fault != Fault.NONE) {
            appender.close();
        }
        gate.after(fault, "create", path);
        return new FaultyAppender(appender, path);
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        gate.after(gate.before("openFresh", path), "openFresh", path);
        return storage.openFresh(path, offset);
    }

    @Override
    public void raise(String register, long term) throws IOException {
        Fault fault = gate.before("raise", register);
        storage.raise(register, term);
        gate.after(fault, "raise", register);
    }

    @Override
    public long read(String register) throws IOException {
        gate.after(gate.before("read", register), "read", register);
        return storage.read(register);
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        gate.after(gate.before("list", directory), "list", directory);
        return storage.list(directory);
    }

    @Override
    public boolean delete(String path) throws IOException {
        Fault fault = gate.before("delete", path);
        boolean deleted = storage.delete(path);
        gate.after(fault, "delete", path);
        return deleted;
    }

    @Override
    public Capabilities capabilities() {
        return storage.capabilities();
    }

    @Override
    public void close() {
        gate.release();
        storage.close();
    }

    private final class FaultyAppender implements Appender {
        private final Appender appender;
        private final String path;
        private boolean poisoned;

        FaultyAppender(Appender appender, String path) {
            this.appender = appender;
            this.path = path;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            refuseIfPoisoned();
            poisoned = true;
            Fault fault = gate.before("append", path);
            int written = fault == Fault.TORN_WRITE ? length / 2 : length;
            appender.append(Arrays.copyOfRange(bytes, offset, offset + written), 0, written);
            gate.after(fault, "append", path);
            poisoned = false;
        }

        @Override
        public void sync() throws IOException {
            refuseIfPoisoned();
            poisoned = true;
            Fault fault = gate.before("sync", path);
            appender.sync();
            gate.after(fault, "sync", path);
            poisoned = false;
        }

        private void refuseIfPoisoned() throws IOException {
            if (poisoned) {
                throw new IOException("appender of '" + path + "' is poisoned by an earlier error");
            }
        }

        @Override
        public long length() {
            return appender.length();
        }

        @Override
        public void close() throws IOException {
            appender.close();
        }
    }
}
