package org.tanist.master.internal.jarstore;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.TanistException;

/**
 * Keeps this master's copies as the catalogue wants them: fetches what is missing, re-reads what is there, removes what has been
 * unknown for long. One thread calls {@link #turn} about once a second; it may be held up by transfers and disks.
 */
public final class JarUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(JarUpkeep.class);
    /** Much longer than it takes from the last byte of an upload to its place in the catalogue. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final Roots roots;
    private final Catalogue catalogue;
    private final Bringing bringing;
    private final Moving moving;
    private final Surroundings around;
    private final Scrubber scrubber;
    private final Map<String, Long> unknownSince = new HashMap<>();
    private final Map<JarId, Pause> pauses = new HashMap<>();
    private long lookedNanos;
    private @Nullable Shelf lookedAt;
    private String advice = "";
    private String complaint = "";

    /** After a jar could not be fetched. */
    private record Pause(long sinceNanos, long millis) {}

    JarUpkeep(Roots roots, Catalogue catalogue, Bringing bringing, Moving moving, Surroundings around) {
        this.roots = roots;
        this.catalogue = catalogue;
        this.bringing = bringing;
        this.moving = moving;
        this.around = around;
        this.scrubber = new Scrubber(around.ticker());
    }

    /** Looks once. */
    public void turn() {
        if (!around.settled()) {
            return;
        }
        try {
            Shelf shelf = roots.shelf();
            boolean sure = catalogue.look();
            if (shelf != lookedAt || around.ticker().millisSince(lookedNanos) >= LOOK.toMillis()) {
                shelf.look();
                lookedAt = shelf;
                lookedNanos = around.ticker().nanos();
                // On a shared root the one master removes that also says which jars there are: what another one knows
                // is older.
                if (sure && (!shelf.capabilities().shared() || around.active())) {
                    tidy(shelf);
                } else {
                    unknownSince.clear();
                }
            }
            if (sure) {
                bringMissing(shelf);
            }
            if (sure) {
                moving.turn();
                advise();
            }
            scrubber.turn(shelf, around.limits());
            complaint = "";
        } catch (TanistException e) {
            // That the root cannot be used, which the probe tells.
            LOG.debug("no upkeep of the jar store", e);
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** What was decided in the journal wins over what is in a file; the file should say the same. */
    private void advise() {
        Place place = roots.place();
        String said = place.root()
                .filter(root -> !root.equals(roots.configured()))
                .map(root -> "the jars of this cluster are on " + root
                        + " since they were moved there, but this master's file says "
                        + roots.configured() + ": write tanist.jarstore.rootpath = \""
                        + (root.equals(Roots.LOCAL) ? "" : root) + "\" into it")
                .orElse("");
        if (!said.equals(advice)) {
            advice = said;
            if (!said.isEmpty()) {
                LOG.warn("{}", said);
            }
        }
    }

    private void complain(String why) {
        if (!why.equals(complaint)) {
            complaint = why;
            LOG.warn("the jar store needs attention: {}", why);
        }
    }

    /** From another master; on a shared root, where all have the same, from what lies there without a name. */
    private void bringMissing(Shelf shelf) throws IOException {
        pauses.keySet().retainAll(catalogue.all().keySet());
        for (Jar jar : catalogue.all().values()) {
            if (shelf.held().containsKey(jar.id()) || !due(jar.id())) {
                continue;
            }
            if (shelf.capabilities().shared()) {
                if (shelf.recall(jar.id()) || around.active() && shelf.adopt(jar)) {
                    pauses.remove(jar.id());
                } else {
                    pause(jar.id());
                }
                continue;
            }
            try {
                bringing.bring(shelf, jar);
                pauses.remove(jar.id());
            } catch (TanistException e) {
                long millis = pause(jar.id());
                LOG.info("{}; it will be tried again in {} ms", e.getMessage(), millis);
            }
        }
    }

    private long pause(JarId id) {
        Pause before = pauses.get(id);
        long millis = before == null ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * before.millis());
        pauses.put(id, new Pause(around.ticker().nanos(), millis));
        return millis;
    }

    private boolean due(JarId id) {
        Pause pause = pauses.get(id);
        return pause == null || around.ticker().millisSince(pause.sinceNanos()) >= pause.millis();
    }

    /** Removes copies that the catalogue has not known, and blobs that nothing has led to, for an hour. */
    private void tidy(Shelf shelf) throws IOException {
        Set<String> unknown = new HashSet<>();
        for (Copy copy : shelf.held().values()) {
            long touches = shelf.touches(copy);
            String what = "copy " + copy.id() + " " + copy.blob() + " " + touches;
            if (!catalogue.all().containsKey(copy.id())) {
                unknown.add(what);
                if (ripe(what)) {
                    LOG.info("jar {} is not in the catalogue: its copy is removed", copy.id());
                    shelf.drop(copy, touches);
                }
            }
        }
        for (String blob : shelf.strays()) {
            String what = "blob " + blob;
            unknown.add(what);
            if (ripe(what)) {
                LOG.info("the remains of upload {} are removed", blob);
                shelf.discard(blob);
            }
        }
        unknownSince.keySet().retainAll(unknown);
    }

    private boolean ripe(String what) {
        long since = unknownSince.computeIfAbsent(what, key -> around.ticker().nanos());
        return around.ticker().millisSince(since) >= UNKNOWN.toMillis();
    }
}
