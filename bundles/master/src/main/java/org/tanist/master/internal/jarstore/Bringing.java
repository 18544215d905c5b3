package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/** Brings jars to a shelf, from another one of this master or else from other masters. Thread-safe; blocks. */
final class Bringing {
    private static final Logger LOG = LoggerFactory.getLogger(Bringing.class);

    private final Roots roots;
    private final Fetching fetching;
    private final Surroundings around;

    Bringing(Roots roots, Fetching fetching, Surroundings around) {
        this.roots = roots;
        this.fetching = fetching;
        this.around = around;
    }

    /**
     * Brings one jar, and reads again what was written.
     *
     * @throws TanistException saying why it cannot be had, or not be written
     */
    Copy bring(Shelf to, Jar jar) {
        return bring(to, jar, () -> {});
    }

    /** The same. @param goesOn is called again and again as long as bytes move from one shelf to the other */
    Copy bring(Shelf to, Jar jar, Runnable goesOn) {
        around.limits().check(0, 0, to.free(around.freeBytes()));
        List<String> complaints = new ArrayList<>();
        Optional<Copy> brought = from(roots.shelf(), new Aim(to, goesOn), jar, complaints);
        if (brought.isEmpty()) {
            brought = roots.spare().flatMap(spare -> from(spare, new Aim(to, goesOn), jar, complaints));
        }
        return brought.orElseGet(() -> fromOthers(to, jar, complaints));
    }

    /** Where bytes go, and who is told that they do. */
    private record Aim(Shelf shelf, Runnable goesOn) {}

    private static Optional<Copy> from(Shelf from, Aim to, Jar jar, List<String> complaints) {
        if (from == to.shelf()) {
            return Optional.empty();
        }
        try {
            Optional<Copy> copy = from.find(jar.id());
            return copy.isPresent() ? Optional.of(copied(from, copy.get(), to)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("jar {} could not be copied from one root to the other: {}", jar.id(), e.getMessage());
            complaints.add("its copy here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Copy fromOthers(Shelf to, Jar jar, List<String> complaints) {
        try {
            return fetching.fetch(to, jar);
        } catch (TanistException e) {
            throw complaints.isEmpty()
                    ? e
                    : new TanistException(e.code(), String.join("; ", complaints) + "; " + e.getMessage(), e);
        }
    }

    private static Copy copied(Shelf from, Copy copy, Aim aim) throws IOException {
        Shelf to = aim.shelf();
        Copy made;
        try (InputStream in = from.read(copy);
                Intake intake = begin(to)) {
            Pieces pieces = new Pieces(Reading.PIECE);
            for (Piece piece = pieces.read(in); piece.count() > 0; piece = pieces.read(in)) {
                append(intake, piece);
                piece.release();
                aim.goesOn().run();
            }
            made = intake.seal(Optional.of(copy.id()));
        } catch (IOException e) {
            if (!from.intact(copy)) {
                from.quarantine(copy, "its bytes have another hash, or cannot be read");
                throw e;
            }
            throw unwritable(e);
        }
        if (!to.intact(made)) {
            to.quarantine(made, "it was not what had been written when it was read again");
            throw new IOException("what was written is not what can be read again");
        }
        return made;
    }

    private static Intake begin(Shelf to) {
        try {
            return to.intake("move-" + UUID.randomUUID());
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

    /** Then it helps nobody to have the same bytes from another master. */
    private static TanistException unwritable(IOException e) {
        return new TanistException(ErrorCode.TOO_FEW_COPIES, "it cannot be written there: " + e.getMessage(), e);
    }
}
