package org.tanist.testkit.simulation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tanist.storage.Appender;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;
import org.tanist.testkit.simulation.SimulatedMedium.Content;

/**
 * One process's client of a shared storage, as unhelpful as the SPI allows: every call takes time before and after its effect, may
 * fail with or without it, hangs while the process is cut off; absent names are remembered, listings are old, bytes arrive late, in
 * pieces and in any order until they are synced.
 */
public final class SimulatedStorage implements Storage {
    private static final long SHORT_NANOS = 800_000;
    private static final long LONG_NANOS = 60_000_000;
    private static final long FORGET_NANOS = 1_500_000_000;

    final World world;
    final Process process;
    private final SimulatedMedium medium;
    private final Map<String, Long> absentUntil = new HashMap<>();
    private final Map<String, List<StoredFile>> listings = new HashMap<>();
    private Troubles troubles;

    /** A client of this process. */
    public SimulatedStorage(World world, Process process, SimulatedMedium medium, Troubles troubles) {
        this.world = world;
        this.process = process;
        this.medium = medium;
        this.troubles = troubles;
    }

    /** How things are from now on. */
    public void setTroubles(Troubles now) {
        troubles = now;
    }

    SimulatedMedium medium() {
        return medium;
    }

    /** Time passes until the call has its effect; it may fail before. */
    void before(String what) throws IOException {
        delay();
        while (process.isCutOff()) {
            world.pause(SHORT_NANOS + world.random().nextInt((int) LONG_NANOS));
        }
        if (world.chance(troubles.error())) {
            throw new IOException("simulated: " + what + " failed");
        }
    }

    /** Time passes until the answer is there; it may get lost. */
    void after(String what) throws IOException {
        if (world.chance(troubles.lostAnswer())) {
            delay();
            throw new IOException("simulated: the answer of " + what + " was lost");
        }
        delay();
    }

    private void delay() {
        world.pause(nanos());
    }

    /** How long something takes. */
    long nanos() {
        long most = world.chance(troubles.delay()) ? LONG_NANOS : SHORT_NANOS;
        return world.random().nextInt((int) most);
    }

    /** Whether the call fails first and has its effect later. @return true if it does, so that the caller fails */
    private boolean late(Runnable effect) {
        if (!world.chance(troubles.lostAnswer())) {
            return false;
        }
        arrive(nanos() * 4, effect);
        return true;
    }

    /** Lets something that was sent arrive at the server, whatever becomes of the process; not while it is cut off. */
    void arrive(long nanos, Runnable effect) {
        world.later(nanos, () -> {
            if (process.isCutOff()) {
                arrive(LONG_NANOS, effect);
            } else {
                effect.run();
            }
        });
    }

    @Override
    public boolean createExclusive(String path, byte[] content) throws IOException {
        before("createExclusive");
        refuseIfFull();
        if (late(() -> medium.files.putIfAbsent(path, new Content(content)))) {
            throw new IOException("simulated: createExclusive of '" + path + "' timed out");
        }
        boolean created = medium.files.putIfAbsent(path, new Content(content)) == null;
        absentUntil.remove(path);
        after("createExclusive");
        return created;
    }

    void refuseIfFull() throws IOException {
        if (medium.isFull()) {
            throw new IOException("simulated: No space left on device");
        }
    }

    @Override
    public Appender create(String path) throws IOException {
        before("create");
        refuseIfFull();
        Content content = new Content(new byte[0]);
        if (medium.files.putIfAbsent(path, content) != null) {
            throw new FileAlreadyExistsException(path);
        }
        absentUntil.remove(path);
        after("create");
        return new SimulatedAppender(this, path, content);
    }

    @Override
    public InputStream openFresh(String path, long offset) throws IOException {
        before("openFresh");
        Content content = medium.files.get(path);
        long now = world.clock().nanos();
        if (content == null || absentUntil.getOrDefault(path, Long.MIN_VALUE) > now) {
            if (world.chance(troubles.negative())) {
                absentUntil.putIfAbsent(path, now + world.random().nextInt((int) FORGET_NANOS));
            }
            throw new FileNotFoundException(path);
        }
        absentUntil.remove(path);
        after("openFresh");
        return new GrowingStream(content, (int) offset);
    }

    /** Reads what is there at the moment of each reading, as one that goes on while a file grows. */
    private final class GrowingStream extends InputStream {
        private final Content content;
        private int next;

        GrowingStream(Content content, int offset) {
            this.content = content;
            this.next = offset;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            byte[] visible = content.visible(next);
            if (visible.length == 0) {
                return -1;
            }
            int count = Math.min(length, visible.length);
            if (count > 1 && world.chance(0.2)) {
                count = 1 + world.random().nextInt(count);
                world.pause(nanos());
            }
            System.arraycopy(visible, 0, bytes, offset, count);
            next += count;
            return count;
        }
    }

    @Override
    public void raise(String register, long term) throws IOException {
        before("raise");
        if (late(() -> medium.makeDurable(register, term))) {
            throw new IOException("simulated: raise of '" + register + "' timed out");
        }
        medium.raise(register, term);
        int reboots = medium.reboots();
        delay();
        if (reboots != medium.reboots()) {
            throw new IOException("simulated: the server was rebooted during a raise");
        }
        medium.makeDurable(register, term);
        after("raise");
    }

    @Override
    public long read(String register) throws IOException {
        before("read");
        long value = medium.register(register);
        after("read");
        return value;
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        before("list");
        if (!listings.containsKey(directory) || !world.chance(troubles.staleList())) {
            listings.put(directory, medium.list(directory));
        }
        after("list");
        return listings.getOrDefault(directory, List.of());
    }

    @Override
    public boolean delete(String path) throws IOException {
        before("delete");
        if (late(() -> medium.files.remove(path))) {
            throw new IOException("simulated: delete of '" + path + "' timed out");
        }
        boolean deleted = medium.files.remove(path) != null;
        after("delete");
        return deleted;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities("simulated", true, true);
    }

    @Override
    public void close() {}
}
