package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * Opens the storage when it is first needed: by then this master knows its cluster, and the bundle of the provider is there. An attempt
 * that failed is made again at the next use. Thread-safe.
 */
final class Opening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Surroundings around;
    private volatile @Nullable Shelf shelf;
    private boolean closed;

    /** Nothing is opened yet. */
    Opening(Surroundings around) {
        this.around = around;
    }

    /**
     * The copies; opens the storage if that has not been done.
     *
     * @throws TanistException saying why it cannot be used
     */
    synchronized Shelf shelf() {
        Shelf open = shelf;
        if (open != null) {
            return open;
        }
        StorageRoot where = around.root()
                .filter(r -> !closed)
                .orElseThrow(() ->
                        unusable(closed ? "this master is stopping" : "this master belongs to no cluster yet", null));
        StorageProvider provider = around.provider(where.address())
                .orElseThrow(() -> unusable(
                        "no storage provider opens '" + where.address()
                                + "' (tanist.jarstore.rootpath): put its bundle into plugins/",
                        null));
        try {
            Shelf opened = new Shelf(provider.open(where));
            opened.look();
            if (!opened.capabilities().shared()) {
                opened.strays().forEach(opened::discard);
            }
            shelf = opened;
            LOG.info(
                    "jar store on {} holds {} jars",
                    opened.capabilities().provider(),
                    opened.held().size());
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** The copies, if the storage is open. Wait-free. */
    Optional<Shelf> ifOpen() {
        return Optional.ofNullable(shelf);
    }

    private static TanistException unusable(String why, @Nullable Exception cause) {
        String message = "the jar store of this master cannot be used: " + why;
        return cause == null
                ? new TanistException(ErrorCode.TOO_FEW_COPIES, message)
                : new TanistException(ErrorCode.TOO_FEW_COPIES, message, cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Shelf open = shelf;
        shelf = null;
        if (open != null) {
            open.close();
        }
    }
}
