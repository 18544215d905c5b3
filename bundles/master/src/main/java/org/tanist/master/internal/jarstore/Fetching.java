package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;

/** Gets copies that this master should have from others that have them. Thread-safe; one transfer for each jar at a time. */
final class Fetching {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    private final CopyCalls calls;
    private final Stalls stalls;
    private final Surroundings around;
    private final Map<Errand, CompletableFuture<Copy>> running = new ConcurrentHashMap<>();

    Fetching(CopyCalls calls, Stalls stalls, Surroundings around) {
        this.calls = calls;
        this.stalls = stalls;
        this.around = around;
    }

    /** Shelves are compared by identity: there is one for each root. */
    private record Errand(Shelf to, JarId jar) {}

    /**
     * Gets a copy, or waits for another thread that does.
     *
     * @throws TanistException {@code LOST} if every master says that it has none, {@code TOO_FEW_COPIES} saying what each answered if some
     *     may have one
     */
    Copy fetch(Shelf shelf, Jar jar) {
        CompletableFuture<Copy> mine = new CompletableFuture<>();
        Errand errand = new Errand(shelf, jar.id());
        CompletableFuture<Copy> theirs = running.putIfAbsent(errand, mine);
        if (theirs != null) {
            return result(theirs);
        }
        try {
            mine.complete(fromAny(shelf, jar));
        } catch (TanistException e) {
            mine.completeExceptionally(e);
        } catch (RuntimeException e) {
            mine.completeExceptionally(new TanistException(ErrorCode.INTERNAL, "fetching a jar failed: " + e, e));
        } finally {
            running.remove(errand);
        }
        return result(mine);
    }

    private static Copy result(CompletableFuture<Copy> fetched) {
        try {
            return fetched.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TanistException known) {
                throw known;
            }
            throw e;
        }
    }

    private Copy fromAny(Shelf shelf, Jar jar) {
        Limits limits = around.limits();
        limits.check(0, 0, shelf.free(around.freeBytes()));
        List<String> complaints = new ArrayList<>();
        boolean lost = true;
        for (Member member : around.others()) {
            try {
                Copy copy = from(member, shelf, jar, limits.stall());
                LOG.info("jar {} ({}, {} bytes) came from {}", jar.id(), jar.name(), jar.size(), member.name());
                return copy;
            } catch (IOException e) {
                lost &= e instanceof FileNotFoundException;
                String why = e.getMessage() == null ? "does not answer" : e.getMessage();
                complaints.add(member.name() + ": " + why);
            }
        }
        if (lost) {
            throw new TanistException(
                    ErrorCode.LOST,
                    "every copy of jar " + jar.name() + " (" + jar.id()
                            + ") is lost or damaged: publish the same file again with 'tanist jar put'");
        }
        throw new TanistException(
                ErrorCode.TOO_FEW_COPIES,
                "jar " + jar.name() + " (" + jar.id()
                        + ") is in the catalogue, but no master can give it at the moment: "
                        + String.join("; ", complaints));
    }

    private Copy from(Member member, Shelf shelf, Jar jar, Duration stall) throws IOException {
        try (InputStream in = calls.get(member.address(), jar.id(), stall);
                Stalls.Watch watch = stalls.watch(in, stall);
                Intake intake = shelf.intake("fetch-" + UUID.randomUUID())) {
            Pieces pieces = new Pieces(Reading.PIECE);
            for (Piece piece = pieces.read(in); piece.count() > 0; piece = pieces.read(in)) {
                watch.progress();
                intake.append(piece);
                piece.release();
                if (intake.size() > jar.size()) {
                    throw new IOException("sent more than " + jar.size() + " bytes");
                }
            }
            return intake.seal(Optional.of(jar.id()));
        }
    }
}
