package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarCopy;
import org.tanist.control.PublishedJar;

/** Takes jars in; the order of steps is on the package page. Thread-safe: each call works on the caller's thread. */
final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int LONGEST_NAME = 255;
    /** Each piece is handed from thread to thread, and to the storage in one call. */
    private static final int PIECE = 256 * 1024;
    /** How often the jars may move while one comes in. */
    private static final int MOST_MOVES = 3;

    private final Roots roots;
    private final Catalogue catalogue;
    private final CopyCalls calls;
    private final Surroundings around;

    Publishing(Roots roots, Catalogue catalogue, CopyCalls calls, Surroundings around) {
        this.roots = roots;
        this.catalogue = catalogue;
        this.calls = calls;
        this.around = around;
    }

    /** See {@code JarStore.publish}. */
    PublishedJar publish(String name, long length, InputStream bytes) {
        checkName(name);
        if (length == 0) {
            throw empty();
        }
        catalogue.require();
        Roots.Site site = roots.site();
        Stored stored = store(site, length, bytes);
        Jar jar = new Jar(stored.own().id(), name, stored.own().size());
        Catalogue.Entered entered = null;
        for (int moves = 0; entered == null; moves++) {
            try {
                entered = catalogue.enter("jar-" + stored.upload(), jar, site.number());
            } catch (TanistException e) {
                if (e.code() == ErrorCode.TOO_FEW_COPIES) {
                    throw elsewhere(e, site);
                }
                if (e.code() != ErrorCode.PRECONDITION_FAILED || moves == MOST_MOVES) {
                    throw e;
                }
                Roots.Site now = roots.site(catalogue.freshPlace());
                stored = again(stored, site, now);
                site = now;
            }
        }
        LOG.info("jar {} ({}, {} bytes) is on {} masters", jar.id(), name, jar.size(), stored.copies());
        return new PublishedJar(
                jar.id().toString(), entered.jar().name(), jar.size(), stored.copies(), entered.created());
    }

    /**
     * Bytes that are on enough masters.
     *
     * @param upload unique
     * @param own this master's copy
     * @param copies how many masters have them
     */
    private record Stored(String upload, Copy own, int copies) {}

    private Stored store(Roots.Site site, long length, InputStream bytes) {
        Shelf shelf = site.shelf();
        check(around.limits(), shelf, Math.max(0, length));
        String upload = UUID.randomUUID().toString();
        boolean shared = shelf.capabilities().shared();
        List<Member> others = shared ? List.of() : around.others();
        Limits limits = around.limits();
        int needed = shared ? 1 : limits.needed(others.size() + 1);
        Replication.Plan plan = new Replication.Plan(upload, others, limits.stall());
        try (Replication replication = new Replication(calls, plan, needed, around.ticker());
                Intake intake = begin(shelf, upload)) {
            replication.connect();
            take(bytes, intake, replication, shelf);
            if (length > 0 && intake.size() != length) {
                throw broken("it had " + intake.size() + " bytes instead of " + length, null);
            }
            replication.end();
            Copy own = sealed(intake);
            return new Stored(upload, own, replication.await(own));
        }
    }

    /** The jars have moved while this one came in: it is put where they are now, from the copy that is here. */
    private Stored again(Stored stored, Roots.Site before, Roots.Site now) {
        Copy own = stored.own();
        LOG.info("jar {} came in while the jars moved; it is put on the new root", own.id());
        try (InputStream bytes = before.shelf().read(own)) {
            return store(now, own.size(), bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** See {@code JarStore.keep}. */
    JarCopy keep(String upload, InputStream bytes) {
        if (!upload.matches("[A-Za-z0-9-]{1,64}")) {
            throw new TanistException(ErrorCode.INVALID, "'" + upload + "' is no id of an upload");
        }
        Shelf shelf = roots.shelf();
        check(around.limits(), shelf, 0);
        try (Intake intake = begin(shelf, upload)) {
            take(bytes, intake, null, shelf);
            Copy copy = sealed(intake);
            return new JarCopy(copy.id().toString(), copy.size());
        }
    }

    private void take(InputStream bytes, Intake intake, @Nullable Replication replication, Shelf shelf) {
        Limits limits = around.limits();
        Pieces pieces = new Pieces(PIECE);
        for (Piece piece = read(bytes, pieces); piece.count() > 0; piece = read(bytes, pieces)) {
            if (replication != null) {
                replication.send(piece);
            }
            append(intake, piece);
            check(limits, shelf, intake.size());
            piece.release();
        }
        if (intake.size() == 0) {
            throw empty();
        }
    }

    private void check(Limits limits, Shelf shelf, long size) {
        limits.check(size, catalogue.bytes(), shelf.free(around.freeBytes()));
    }

    private static Piece read(InputStream bytes, Pieces pieces) {
        try {
            return pieces.read(bytes);
        } catch (IOException e) {
            throw broken("the connection ended", e);
        }
    }

    private static Intake begin(Shelf shelf, String upload) {
        try {
            return shelf.intake(upload);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static void append(Intake intake, Piece piece) {
        try {
            intake.append(piece);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static Copy sealed(Intake intake) {
        try {
            return intake.seal(Optional.empty());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static TanistException unwritable(IOException e) {
        return new TanistException(
                ErrorCode.TOO_FEW_COPIES,
                "the jar was not published, because this master cannot write to its jar store, try another one: "
                        + e.getMessage(),
                e);
    }

    /** It is where this master puts jars, and the active does not find it. */
    private TanistException elsewhere(TanistException why, Roots.Site here) {
        return new TanistException(
                why.code(),
                why.getMessage() + "; this master has put it into its own, which is " + roots.described(here)
                        + ": give all masters the same tanist.jarstore.rootpath and mount it, or publish through another"
                        + " master",
                why);
    }

    private static TanistException broken(String how, @Nullable Exception cause) {
        String message = "the upload broke off before its end: " + how + "; nothing was published, send it again";
        return cause == null
                ? new TanistException(ErrorCode.INVALID, message)
                : new TanistException(ErrorCode.INVALID, message, cause);
    }

    private static TanistException empty() {
        return new TanistException(ErrorCode.INVALID, "the jar is empty: send its bytes as the body");
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    "the name of a jar must be 1 to " + LONGEST_NAME
                            + " characters without control characters: send it as the parameter name");
        }
    }
}
