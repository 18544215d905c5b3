package org.tanist.testkit.simulation;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tanist.storage.Appender;
import org.tanist.testkit.simulation.SimulatedMedium.Content;

/** Appends to a file of a simulated storage: until a sync returns, bytes arrive in pieces, in any order, late or never. */
final class SimulatedAppender implements Appender {
    private final SimulatedStorage storage;
    private final String path;
    private final Content content;
    private final int reboots;
    private final Set<Piece> onTheirWay = new LinkedHashSet<>();
    private long length;
    private boolean poisoned;
    private boolean closed;

    /** Some bytes that were sent. */
    private static final class Piece {
        private final int offset;
        private final byte[] bytes;

        Piece(int offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }
    }

    SimulatedAppender(SimulatedStorage storage, String path, Content content) {
        this.storage = storage;
        this.path = path;
        this.content = content;
        this.reboots = storage.medium().reboots();
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        refuseIfDead();
        poisoned = true;
        storage.before("append");
        boolean full = storage.medium().isFull();
        int taken = full ? storage.world.random().nextInt(count + 1) : count;
        int done = 0;
        while (done < taken) {
            int part = storage.world.chance(0.6)
                    ? taken - done
                    : 1 + storage.world.random().nextInt(taken - done);
            send((int) length + done, Arrays.copyOfRange(bytes, offset + done, offset + done + part));
            done += part;
        }
        if (full) {
            throw new IOException("simulated: No space left on device");
        }
        storage.after("append");
        length += count;
        poisoned = false;
    }

    private void send(int at, byte[] bytes) {
        Piece piece = new Piece(at, bytes);
        onTheirWay.add(piece);
        storage.arrive(storage.nanos() * 2, () -> land(piece));
    }

    /** A server that was rebooted has forgotten what this appender sent before, and takes nothing more from it. */
    private void land(Piece piece) {
        if (onTheirWay.remove(piece) && reboots == storage.medium().reboots()) {
            content.land(piece.offset, piece.bytes);
        }
    }

    @Override
    public void sync() throws IOException {
        refuseIfDead();
        poisoned = true;
        storage.before("sync");
        refuseIfRebooted();
        for (Piece piece : List.copyOf(onTheirWay)) {
            land(piece);
        }
        content.makeDurable();
        storage.after("sync");
        poisoned = false;
    }

    private void refuseIfDead() throws IOException {
        if (closed || poisoned) {
            throw new IOException("appender of '" + path + "' is " + (closed ? "closed" : "poisoned by an error"));
        }
        refuseIfRebooted();
    }

    private void refuseIfRebooted() throws IOException {
        if (reboots != storage.medium().reboots()) {
            poisoned = true;
            throw new IOException("simulated: the server was rebooted under '" + path + "'");
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() {
        closed = true;
    }
}
