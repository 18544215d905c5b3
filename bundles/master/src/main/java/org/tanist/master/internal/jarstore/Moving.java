package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.Position;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarMigration.Progress;
import org.tanist.control.JarMigration.Share;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/**
 * This master's part in a migration of the jars: copies what the new root lacks, and on the active takes the next step when enough is
 * there. It remembers nothing that matters: what is to be done follows from the catalogue and from what lies on the roots, so another
 * active, or this master after a restart, goes on where it ended. For the thread {@code jars}, but for {@link #progress}.
 */
final class Moving {
    private static final Logger LOG = LoggerFactory.getLogger(Moving.class);
    /** How long one turn may copy; the rest of the upkeep waits for it. */
    private static final long SLICE_MILLIS = 3_000;

    /** How long a root may stand still before that is said. */
    private static final long PATIENCE_MILLIS = 3_000;

    private static final long COMMIT_SECONDS = 10;
    private static final String COMMAND = "internal/jar-place/";

    private final Roots roots;
    private final Catalogue catalogue;
    private final Bringing bringing;
    private final Surroundings around;
    private final RootCheck check;
    private final Shares shares;
    private final Deque<Jar> missing = new ArrayDeque<>();
    private Place seen = Place.UNMOVED;
    private boolean led;
    private boolean looked;
    private Place cleared = Place.UNMOVED;
    private String complaint = "";
    private volatile @Nullable Progress progress;
    private volatile @Nullable Use use;

    /** A root is being used, and something happened there last at that moment. */
    private record Use(String root, long sinceNanos) {}

    Moving(Catalogue catalogue, Bringing bringing, Migrations.Checks checks, Surroundings around) {
        this.catalogue = catalogue;
        this.bringing = bringing;
        this.roots = checks.roots();
        this.check = checks.check();
        this.shares = checks.shares();
        this.around = around;
    }

    /** How far it is, and whether it stands still; null if nothing is under way. Wait-free. */
    @Nullable
    Progress progress() {
        Progress now = progress;
        Use current = use;
        if (current == null || around.ticker().millisSince(current.sinceNanos()) <= PATIENCE_MILLIS) {
            return now;
        }
        return with(
                now == null ? nothingDone() : now,
                "'" + current.root() + "' has not answered for more than " + PATIENCE_MILLIS / 1000
                        + " s: is its server up? The jars stay where they are until it answers; --undo gives it up");
    }

    private void uses(String root) {
        use = new Use(root, around.ticker().nanos());
    }

    private void goesOn() {
        Use current = use;
        if (current != null) {
            uses(current.root());
        }
    }

    /** Goes on for a moment. */
    void turn() {
        Place place = roots.place();
        boolean active = around.active();
        if (!place.equals(seen) || active != led) {
            seen = place;
            led = active;
            looked = false;
            missing.clear();
            complaint = "";
        }
        Optional<Place.Move> move = place.move();
        if (move.isEmpty()) {
            progress = null;
            return;
        }
        try {
            step(place, move.get());
        } catch (TanistException | IOException e) {
            complain(String.valueOf(e.getMessage()));
        } finally {
            use = null;
        }
    }

    private void step(Place place, Place.Move move) throws IOException {
        Optional<String> target = move.target().or(() -> move.spare().map(left -> roots.name(place)));
        if (target.isPresent()) {
            uses(target.get());
            copy(roots.at(target.get()), move);
        } else {
            progress = null;
        }
        clear(place, move);
    }

    /** On a shared root the active copies for all; on their own disks every master does. */
    private void copy(Shelf to, Place.Move move) throws IOException {
        boolean shared = to.capabilities().shared();
        if (shared && !led) {
            progress = null;
            return;
        }
        if (!looked) {
            to.look();
            looked = true;
        }
        Collection<Jar> all = catalogue.all().values();
        Position at = catalogue.at();
        if (missing.isEmpty()) {
            all.stream().filter(jar -> !to.held().containsKey(jar.id())).forEach(missing::add);
        }
        long since = around.ticker().nanos();
        String trouble = "";
        while (!missing.isEmpty() && around.ticker().millisSince(since) < SLICE_MILLIS) {
            trouble = bring(to, missing.remove(), trouble);
        }
        complain(trouble);
        boolean complete = all.stream().allMatch(jar -> to.held().containsKey(jar.id()));
        // In the end it is up to somebody to confirm, for as long as that takes.
        boolean asks = led && !shared && !move.state().equals("switched");
        List<Share> others = asks ? shares.ask(at) : List.of();
        publish(to, others);
        if (led && complete && (!asks || enough(others, all.size()))) {
            advance(move);
        }
    }

    private String bring(Shelf to, Jar jar, String before) {
        if (to.held().containsKey(jar.id()) || !catalogue.all().containsKey(jar.id())) {
            return before;
        }
        try {
            bringing.bring(to, jar, this::goesOn);
            goesOn();
            return before;
        } catch (TanistException e) {
            return "jar " + jar.name() + " (" + jar.id() + "): " + e.getMessage()
                    + ": mend that, delete the jar, or give it up with --undo";
        }
    }

    private boolean enough(List<Share> others, int jars) {
        long complete = 1 + others.stream().filter(s -> s.jarsDone() >= jars).count();
        return complete >= around.limits().needed(others.size() + 1);
    }

    private void advance(Place.Move move) {
        switch (move.state()) {
            case "copying", "returning" -> {
                LOG.info("all jars are copied from {} to {}: switching", move.from(), move.to());
                commit("switch", move.id());
            }
            case "returned" -> commit("end", move.id());
            default -> LOG.debug("all jars are there; somebody has to confirm or undo it");
        }
    }

    private void publish(Shelf to, List<Share> others) {
        Map<JarId, Jar> all = catalogue.all();
        int done = 0;
        long bytesDone = 0;
        for (Jar jar : all.values()) {
            if (to.held().containsKey(jar.id())) {
                done++;
                bytesDone += jar.size();
            }
        }
        progress = new Progress(
                all.size(), done, catalogue.bytes(), bytesDone, others, complaint.isEmpty() ? null : complaint);
    }

    private void complain(String why) {
        if (why.equals(complaint)) {
            return;
        }
        complaint = why;
        if (!why.isEmpty()) {
            LOG.warn("the migration of the jars does not go on: {}", why);
        }
        Progress now = progress;
        boolean open = seen.move().flatMap(m -> m.target().or(m::spare)).isPresent();
        if (now == null && open) {
            now = nothingDone();
        }
        if (now != null) {
            progress = with(now, why.isEmpty() ? null : why);
        }
    }

    private Progress nothingDone() {
        return new Progress(catalogue.all().size(), 0, catalogue.bytes(), 0, List.of(), null);
    }

    private static Progress with(Progress now, @Nullable String problem) {
        return new Progress(now.jars(), now.jarsDone(), now.bytes(), now.bytesDone(), now.masters(), problem);
    }

    /**
     * Deletes what nobody needs any more. What is deleted was looked at before the active has confirmed, now, that it is still so: what
     * came later, perhaps by a migration back, stays.
     */
    private void clear(Place place, Place.Move move) throws IOException {
        Optional<String> left = move.left();
        boolean mine = place.localLeft()
                && !roots.name(place).equals(Roots.LOCAL)
                && !move.target().or(move::spare).equals(Optional.of(Roots.LOCAL));
        if (mine && !cleared.equals(place)) {
            if (clear(Roots.LOCAL, place)) {
                cleared = place;
            }
        }
        if (led && left.isPresent() && !move.cleaned() && clear(left.get(), place)) {
            commit("cleaned", move.id());
        }
    }

    private boolean clear(String root, Place place) throws IOException {
        uses(root);
        Shelf shelf = roots.at(root);
        Shelf.Content content = shelf.content();
        if (!content.isEmpty()) {
            if (!catalogue.freshPlace().equals(place)) {
                return false;
            }
            if (check.same(root, roots.shelf())) {
                throw new IOException(
                        "'" + root + "' is another name of the root that the jars are on: nothing is deleted there");
            }
            shelf.delete(content);
            LOG.info(
                    "{} copies of jars that are elsewhere now are deleted from {}",
                    content.copies().size(),
                    root);
        }
        return true;
    }

    /** Commits a step; one that has been taken meanwhile is refused by the catalogue, which does no harm. */
    private void commit(String what, String migration) {
        // A migration may switch twice, there and back.
        String id = "jar-place-" + what + "-" + migration + "-" + seen.number();
        byte[] body = Migrations.body(migration);
        try {
            Reply reply = around.submit(id, Request.of("POST", COMMAND + what, body))
                    .toCompletableFuture()
                    .get(COMMIT_SECONDS, TimeUnit.SECONDS);
            if (!reply.succeeded()) {
                LOG.info("{} of the migration of the jars was not accepted: {}", what, reply.text());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new TanistException(ErrorCode.NO_ACTIVE, "'" + what + "' is not committed yet: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
