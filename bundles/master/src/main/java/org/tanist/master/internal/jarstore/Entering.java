package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Member;
import org.tanist.cluster.TanistException;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * The only way into the catalogue: the active enters a jar after it has seen, by itself, that enough masters have its bytes. Whoever asks
 * for it needs no trust. Thread-safe; {@link #enter} blocks while it looks.
 */
final class Entering {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String COMMAND = "internal/jars/";

    private final Roots roots;
    private final CopyCalls calls;
    private final Surroundings around;

    Entering(Roots roots, CopyCalls calls, Surroundings around) {
        this.roots = roots;
        this.calls = calls;
        this.around = around;
    }

    /** See {@code JarStore.enter}. */
    CompletionStage<Reply> enter(String order, String id, byte[] entry) {
        JarId jar = JarId.parse(id);
        JsonNode json;
        try {
            json = JSON.readTree(entry);
        } catch (IOException e) {
            throw new TanistException(ErrorCode.INVALID, "the body is not JSON: send {name, size, place}", e);
        }
        if (!around.active()) {
            throw new TanistException(ErrorCode.NOT_ACTIVE, "this master is not active");
        }
        Roots.Site site = roots.site();
        if (json.path("place").asLong() != site.number()) {
            return CompletableFuture.completedFuture(Reply.failure(
                    Reply.Status.PRECONDITION_FAILED,
                    "jar " + id + " was stored on another root than the present one: the jars have moved"));
        }
        check(site, jar, json.path("size").asLong());
        return around.submit(order, Request.of("PUT", COMMAND + id, entry));
    }

    private void check(Roots.Site site, JarId jar, long size) {
        Shelf shelf = site.shelf();
        boolean shared = shelf.capabilities().shared();
        List<Member> others = shared ? List.of() : around.others();
        int needed = shared ? 1 : around.limits().needed(others.size() + 1);
        BlockingQueue<Long> sizes = new LinkedBlockingQueue<>();
        others.forEach(member -> calls.size(member.address(), jar, LOOK).thenAccept(sizes::add));
        int seen = own(shelf, jar) == size ? 1 : 0;
        for (int asked = others.size(); asked > 0 && seen < needed; asked--) {
            seen += next(sizes) == size ? 1 : 0;
        }
        if (seen < needed) {
            throw new TanistException(
                    ErrorCode.TOO_FEW_COPIES,
                    shared
                            ? "the active does not see it in its jar store, which is " + roots.described(site)
                            : "the active sees it on " + seen + " of " + (others.size() + 1) + " masters, " + needed
                                    + " must have it, and its jar store is " + roots.described(site));
        }
    }

    /** Each answer comes in time, and what is not needed any more is not waited for. */
    private static long next(BlockingQueue<Long> sizes) {
        try {
            return sizes.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TanistException(ErrorCode.NO_ACTIVE, "this master is stopping", e);
        }
    }

    private static long own(Shelf shelf, JarId jar) {
        try {
            return shelf.claim(jar).map(Copy::size).orElse(-1L);
        } catch (IOException e) {
            throw new TanistException(
                    ErrorCode.TOO_FEW_COPIES, "the active cannot look for jar " + jar + ": " + e.getMessage(), e);
        }
    }
}
