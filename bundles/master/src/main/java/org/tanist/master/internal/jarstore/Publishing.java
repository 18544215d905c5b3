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

    private final Opening opening;
    private final Catalogue catalogue;
    private final CopyCalls calls;
    private final Surroundings around;

    Publishing(Opening opening, Catalogue catalogue, CopyCalls calls, Surroundings around) {
        this.opening = opening;
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
        Shelf shelf = opening.shelf();
        check(shelf, Math.max(0, length));
        String upload = UUID.randomUUID().toString();
        boolean shared = shelf.capabilities().shared();
        List<Member> others = shared ? List.of() : around.others();
        Limits limits = around.limits();
        int needed = shared ? 1 : limits.needed(others.size() + 1);
        Replication.Plan plan = new Replication.Plan(upload, others, limits.stall());
        Copy own;
        int copies;
        try (Replication replication = new Replication(calls, plan, needed, around.ticker());
                Intake intake = begin(shelf, upload)) {
            replication.connect();
            take(bytes, intake, replication, shelf);
            if (length > 0 && intake.size() != length) {
                throw broken("it had " + intake.size() + " bytes instead of " + length, null);
            }
            replication.end();
            own = sealed(intake);
            copies = replication.await(own);
        }
        Catalogue.Entered entered = catalogue.enter("jar-" + upload, new Jar(own.id(), name, own.size()));
        LOG.info("jar {} ({}, {} bytes) is on {} masters", own.id(), name, own.size(), copies);
        return new PublishedJar(own.id().toString(), entered.jar().name(), own.size(), copies, entered.created());
    }

    /** See {@code JarStore.keep}. */
    JarCopy keep(String upload, InputStream bytes) {
        if (!upload.matches("[A-Za-z0-9-]{1,64}")) {
            throw new TanistException(ErrorCode.INVALID, "'" + upload + "' is no id of an upload");
        }
        Shelf shelf = opening.shelf();
        check(shelf, 0);
        try (Intake intake = begin(shelf, upload)) {
            take(bytes, intake, null, shelf);
            Copy copy = sealed(intake);
            return new JarCopy(copy.id().toString(), copy.size());
        }
    }

    private void take(InputStream bytes, Intake intake, @Nullable Replication replication, Shelf shelf) {
        byte[] piece = new byte[Reading.PIECE];
        int count = read(bytes, piece);
        while (count > 0) {
            if (replication != null) {
                replication.send(piece, count);
            }
            append(intake, piece, count);
            check(shelf, intake.size());
            // What was handed on may still be waiting to be sent.
            piece = replication == null ? piece : new byte[Reading.PIECE];
            count = read(bytes, piece);
        }
        if (intake.size() == 0) {
            throw empty();
        }
    }

    private void check(Shelf shelf, long size) {
        around.limits().check(size, catalogue.bytes(), shelf.free(around.freeBytes()));
    }

    private static int read(InputStream bytes, byte[] piece) {
        try {
            return bytes.readNBytes(piece, 0, piece.length);
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

    private static void append(Intake intake, byte[] piece, int count) {
        try {
            intake.append(piece, 0, count);
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
                "this master cannot write the jar to its storage: " + e.getMessage() + ": try another master",
                e);
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
