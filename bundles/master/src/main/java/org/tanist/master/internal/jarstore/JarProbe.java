package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.TanistException;
import org.tanist.storage.StorageRoot;

/**
 * Tries the root of the jar store, where the masters share one, with a small durable write, again and again: one that is gone, full,
 * read-only or silent shall be known before somebody needs a jar. {@link #turn} blocks and is called about once a second by a thread of
 * its own, which a hanging root may hold for ever; the rest is wait-free.
 */
public final class JarProbe {
    private static final Logger LOG = LoggerFactory.getLogger(JarProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Roots roots;
    private final Surroundings around;
    private volatile boolean running;
    private volatile long startedNanos;
    private volatile @Nullable String failure;
    private volatile Optional<Root> root = Optional.empty();
    // Only of the probing thread.
    private boolean odd;
    private long warnedNanos;

    /**
     * Which root a master uses.
     *
     * @param token tells roots apart whatever they are called: an id that lies in the root; the same for all that have none in common
     * @param address as configured, empty for the masters' own disks
     */
    public record Root(String token, String address) {
        private static final String OWN_DISK = "-";

        /** {@code TOKEN ADDRESS}. */
        public String wire() {
            return token + " " + address;
        }

        /** The other way round. */
        public static Root parse(String wire) {
            int blank = wire.indexOf(' ');
            return blank < 0 ? new Root(wire, "") : new Root(wire.substring(0, blank), wire.substring(blank + 1));
        }

        @Override
        public String toString() {
            return address.isEmpty() ? "on the masters' own disks" : "at '" + address + "' (storage " + token + ")";
        }
    }

    JarProbe(Roots roots, Surroundings around) {
        this.roots = roots;
        this.around = around;
    }

    /** One durable write; never throws. */
    public void turn() {
        Optional<StorageRoot> where = around.root();
        if (where.isEmpty()) {
            return;
        }
        startedNanos = around.ticker().nanos();
        running = true;
        String found = attempt(where.get());
        running = false;
        if (found != null && worthTelling(found)) {
            warnedNanos = around.ticker().nanos();
            LOG.warn("{}", found);
        } else if (found == null && failure != null) {
            LOG.info("the jar store can be used again");
        }
        failure = found;
    }

    /** The first failure, and another one some time later: each try may fail with another file. */
    private boolean worthTelling(String found) {
        return failure == null || !found.equals(failure) && around.ticker().millisSince(warnedNanos) > AGAIN.toMillis();
    }

    private @Nullable String attempt(StorageRoot where) {
        try {
            Shelf shelf = roots.shelf();
            if (shelf.capabilities().shared()) {
                Root now = look(shelf, where);
                odd = !odd;
                shelf.probe(name(where, odd), name(where, !odd));
                root = Optional.of(now);
            } else {
                root = Optional.of(new Root(Root.OWN_DISK, ""));
            }
            return null;
        } catch (TanistException e) {
            return e.getMessage();
        } catch (IOException e) {
            return "the jar store cannot be used: " + e.getMessage();
        }
    }

    /** Which root it is. One that was used is not used on when its files have gone, or are those of another. */
    private Root look(Shelf shelf, StorageRoot where) throws IOException {
        String address = roots.name(roots.place());
        Optional<Root> before = root.filter(one -> one.address().equals(address));
        if (before.isEmpty()) {
            return new Root(shelf.token(where.self() + "-" + around.ticker().wallMillis()), address);
        }
        Root now = new Root(shelf.token().orElse("without an id"), address);
        if (!now.equals(before.get())) {
            throw new IOException("what is now " + now + " is not what was there before (storage "
                    + before.get().token() + "): was it emptied or exchanged? Put back what was there");
        }
        return now;
    }

    private static String name(StorageRoot where, boolean odd) {
        return where.self() + (odd ? "-1" : "-0");
    }

    /** What is wrong with the root, half a sentence; empty if it is well, or not known yet. */
    public Optional<String> problem() {
        boolean silent = running && around.ticker().millisSince(startedNanos) > PATIENCE.toMillis();
        return silent
                ? Optional.of("the jar store's storage has not answered for more than " + PATIENCE.toSeconds() + " s")
                : Optional.ofNullable(failure);
    }

    /** The root as of the last turn that succeeded. */
    public Optional<Root> root() {
        return root;
    }
}
