package org.tanist.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tanist.storage.StoredFile;

/**
 * The server of a shared storage: what it shows, and what of that would survive its crash. For the threads of one world.
 */
public final class SimulatedMedium {
    final Map<String, Content> files = new TreeMap<>();
    private final Map<String, Register> registers = new TreeMap<>();
    private boolean full;
    private int reboots;

    /** The bytes of one file. */
    static final class Content {
        private byte[] bytes;
        private int length;
        private byte[] durable;

        Content(byte[] content) {
            bytes = content.clone();
            length = content.length;
            durable = bytes;
        }

        /** Bytes arrive at their place; a gap before them reads as zeros. */
        void land(int offset, byte[] part) {
            if (offset + part.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (offset + part.length));
            }
            System.arraycopy(part, 0, bytes, offset, part.length);
            length = Math.max(length, offset + part.length);
        }

        void makeDurable() {
            durable = visible(0);
        }

        byte[] visible(int from) {
            return Arrays.copyOfRange(bytes, Math.min(from, length), length);
        }

        int length() {
            return length;
        }

        private void forget() {
            bytes = durable.clone();
            length = durable.length;
        }
    }

    private static final class Register {
        private long visible;
        private long durable;
    }

    /** Crashes and comes back: whatever was shown and not durable is gone, open appenders notice. */
    public void reboot() {
        reboots++;
        files.values().forEach(Content::forget);
        registers.values().forEach(one -> one.visible = one.durable);
    }

    int reboots() {
        return reboots;
    }

    /** Whether it takes no more bytes. */
    public void setFull(boolean now) {
        full = now;
    }

    boolean isFull() {
        return full;
    }

    /** Raises a register so that it shows, without making that durable. */
    public void raise(String register, long term) {
        Register one = registers.computeIfAbsent(register, name -> new Register());
        one.visible = Math.max(one.visible, term);
    }

    /** Sets a register, also to a lower value, as no client could; durable. */
    public void set(String register, long term) {
        Register one = registers.computeIfAbsent(register, name -> new Register());
        one.visible = term;
        one.durable = term;
    }

    void makeDurable(String register, long term) {
        Register one = registers.computeIfAbsent(register, name -> new Register());
        one.visible = Math.max(one.visible, term);
        one.durable = Math.max(one.durable, term);
    }

    /** The value of a register. */
    public long register(String register) {
        Register one = registers.get(register);
        return one == null ? 0 : one.visible;
    }

    /** The bytes of a file as a reader would see them now; empty if there is none. */
    public byte[] bytes(String path) {
        Content content = files.get(path);
        return content == null ? new byte[0] : content.visible(0);
    }

    /** Replaces a file, as no client could; durable. */
    public void overwrite(String path, byte[] bytes) {
        files.put(path, new Content(bytes));
    }

    List<StoredFile> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        List<StoredFile> found = new ArrayList<>();
        files.forEach((path, content) -> {
            if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                found.add(new StoredFile(path, content.length()));
            }
        });
        return found;
    }
}
