package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * The roots that jars lie on: the one the catalogue names, or else the configured one, and while jars move also another. Each is opened
 * when it is first needed: by then this master knows its cluster, and the bundle of the provider is there. An attempt that failed is
 * made again at the next use. Thread-safe; a root that hangs holds up nobody who wants another one.
 */
final class Roots implements AutoCloseable {
    /** The root that is the masters' own disks. */
    static final String LOCAL = "local";

    private static final Logger LOG = LoggerFactory.getLogger(Roots.class);

    private final Surroundings around;
    private final Catalogue catalogue;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private volatile @Nullable Shelf last;
    private volatile boolean closed;

    /** Nothing is opened yet. */
    Roots(Surroundings around, Catalogue catalogue) {
        this.around = around;
        this.catalogue = catalogue;
    }

    /** One root, opened or not. */
    private static final class Slot {
        private @Nullable Shelf shelf;
    }

    /**
     * Where jars are put.
     *
     * @param shelf on the present root
     * @param number of the present root, see {@link Place}
     */
    record Site(Shelf shelf, long number) {}

    /**
     * The copies on the present root; opens it if that has not been done.
     *
     * @throws TanistException saying why it cannot be used
     */
    Shelf shelf() {
        return site(place()).shelf();
    }

    /** Where jars are, as this master knows it. */
    Site site() {
        return site(place());
    }

    /** Where jars are at that place. */
    Site site(Place place) {
        Shelf shelf = at(name(place));
        last = shelf;
        return new Site(shelf, place.number());
    }

    /** Where jars are, in this master's own state. */
    Place place() {
        try {
            return catalogue.place();
        } catch (TanistException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** The name of the root at that place: {@value #LOCAL} or an address. */
    String name(Place place) {
        return place.root().orElseGet(this::configured);
    }

    /** The root of this master's configuration. */
    String configured() {
        String address = where().address();
        return address.isEmpty() ? LOCAL : address;
    }

    /** The copies on the root that was left, while that is still kept and can be used. */
    Optional<Shelf> spare() {
        return place().move().flatMap(Place.Move::spare).flatMap(root -> {
            try {
                return Optional.of(at(root));
            } catch (TanistException e) {
                LOG.debug("the root that was left cannot be used", e);
                return Optional.empty();
            }
        });
    }

    /** Which root that is, for people: its address, and what tells it from others whatever they are called. */
    String described(Site site) {
        String name = name(place());
        try {
            Shelf shelf = site.shelf();
            return shelf.capabilities().shared()
                    ? new JarProbe.Root(shelf.token().orElse("without an id"), name).toString()
                    : new JarProbe.Root("", "").toString();
        } catch (IOException e) {
            return "'" + name + "', which cannot be read: " + e.getMessage();
        }
    }

    /** The copies on any root. */
    Shelf at(String root) {
        Slot slot = slots.computeIfAbsent(root, name -> new Slot());
        synchronized (slot) {
            Shelf open = slot.shelf;
            if (open == null) {
                open = open(root);
                slot.shelf = open;
            }
            return open;
        }
    }

    private Shelf open(String root) {
        StorageRoot where = where(root);
        StorageProvider provider = provider(where);
        try {
            Shelf opened = new Shelf(provider.open(where), file -> new BackgroundAppender(file, around.disks()));
            opened.look();
            if (!opened.capabilities().shared()) {
                opened.strays().forEach(opened::discard);
            }
            LOG.info(
                    "jar store on {} ({}) holds {} jars",
                    root,
                    opened.capabilities().provider(),
                    opened.held().size());
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** What opens a root. */
    private StorageProvider provider(StorageRoot where) {
        return around.provider(where.address())
                .orElseThrow(() -> unusable(
                        "no storage provider opens '" + where.address()
                                + "' (tanist.jarstore.rootpath): write file:///directory for one that is mounted, or"
                                + " hdfs://host:port/directory, or put the bundle of another provider into plugins/",
                        null));
    }

    /** A root as storage providers want it. */
    StorageRoot where(String root) {
        StorageRoot own = where();
        String address = root.equals(LOCAL) ? "" : root;
        return new StorageRoot(address, own.localDirectory(), own.cluster(), own.self(), own.settings());
    }

    private StorageRoot where() {
        return around.root()
                .filter(r -> !closed)
                .orElseThrow(() ->
                        unusable(closed ? "this master is stopping" : "this master belongs to no cluster yet", null));
    }

    /** The copies on the present root as of the last use, if it is open. Wait-free. */
    Optional<Shelf> ifOpen() {
        return Optional.ofNullable(last);
    }

    private static TanistException unusable(String why, @Nullable Exception cause) {
        String message = "the jar store of this master cannot be used: " + why;
        return cause == null
                ? new TanistException(ErrorCode.TOO_FEW_COPIES, message)
                : new TanistException(ErrorCode.TOO_FEW_COPIES, message, cause);
    }

    @Override
    public void close() {
        closed = true;
        last = null;
        for (Slot slot : slots.values()) {
            synchronized (slot) {
                Shelf open = slot.shelf;
                slot.shelf = null;
                if (open != null) {
                    open.close();
                }
            }
        }
    }
}
