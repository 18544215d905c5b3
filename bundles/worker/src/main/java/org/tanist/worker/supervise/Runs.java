package org.tanist.worker.supervise;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;
import org.tanist.client.wire.InstanceReport;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.jars.JarCache;
import org.tanist.worker.jars.MissingJarException;
import org.tanist.worker.run.Launcher;
import org.tanist.worker.run.Phase;
import org.tanist.worker.run.Run;

/** All runs that this worker has to tell of. The supervisor's thread uses it. */
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final String NOT_WANTED = "it is no longer to run here";

    /** How many ended runs of an instance are kept for their logs. */
    private static final int KEPT = 3;

    private static final int KEPT_OF_ALL = 200;

    private final JarCache jars;
    private final Launcher launcher;
    private final Executor fetching;
    private final Mailbox mailbox;
    private final Map<Incarnation, Entry> entries = new LinkedHashMap<>();

    Runs(JarCache jars, Launcher launcher, Executor fetching, Mailbox mailbox) {
        this.jars = jars;
        this.launcher = launcher;
        this.fetching = fetching;
        this.mailbox = mailbox;
    }

    private static final class Entry {
        private final Run run;
        private final @Nullable Assignment assignment;
        private boolean fetched;

        Entry(Run run, @Nullable Assignment assignment) {
            this.run = run;
            this.assignment = assignment;
        }
    }

    /** All of them. */
    Collection<Run> all() {
        return entries.values().stream().map(entry -> entry.run).toList();
    }

    /** What to tell of them. */
    List<InstanceReport> reports() {
        return entries.values().stream().map(entry -> entry.run.report()).toList();
    }

    /** Whether nothing can happen to any of them by itself. */
    boolean quiet() {
        return entries.values().stream().allMatch(entry -> entry.run.phase().over());
    }

    /** Takes over what is on the disk. */
    void adopt(List<RunDirectory> directories) throws IOException {
        for (RunDirectory directory : directories) {
            Optional<Run> run = Run.adopted(directory, launcher);
            run.ifPresent(found -> {
                LOG.info("run {} adopted: {}", found.name(), found.phase());
                entries.put(found.name(), new Entry(found, null));
            });
        }
    }

    /** Moves towards what is wanted, if that is known: makes entries, and ends what has no place in it. */
    void follow(Optional<Map<Incarnation, Assignment>> wanted, long now) throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        for (Assignment assignment : wanted.get().values()) {
            entries.computeIfAbsent(
                    assignment.run(), name -> new Entry(Run.assigned(assignment, launcher), assignment));
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (!wanted.get().containsKey(entry.run.name())) {
                end(entry, NOT_WANTED, now);
            }
        }
    }

    /** Ends all. */
    void endAll(String why, long now) throws IOException {
        for (Entry entry : List.copyOf(entries.values())) {
            end(entry, why, now);
        }
    }

    /** Kills all that is left. */
    void killAll(String why, long now) throws IOException {
        for (Entry entry : entries.values()) {
            entry.run.kill(why, now);
        }
    }

    /**
     * Goes on with those that are to be started: first the jar, then, when no earlier run of the instance is left, the process.
     *
     * @param deadline after which a process must not begin
     */
    void start(long deadline) throws IOException {
        for (Entry entry : List.copyOf(entries.values())) {
            Assignment assignment = entry.assignment;
            if (assignment != null && entry.run.phase() == Phase.WAITING) {
                if (entry.run.prepare(assignment)) {
                    fetch(entry, assignment);
                }
            } else if (assignment != null
                    && entry.run.phase() == Phase.FETCHING
                    && entry.fetched
                    && !succeedsALiveOne(entry)) {
                launch(entry, assignment, deadline);
            }
        }
    }

    /** Looks what has become of all. */
    void poll(long now) throws IOException {
        for (Entry entry : entries.values()) {
            entry.run.poll(now);
        }
    }

    /** The masters have the end of this run in their journal. */
    void forget(Incarnation name) {
        Entry entry = entries.get(name);
        if (entry == null || !entry.run.phase().over()) {
            return;
        }
        try {
            if (entry.run.files().exists()) {
                entry.run.files().markAcknowledged();
                prune(name);
            }
            entries.remove(name);
        } catch (IOException e) {
            LOG.warn("run {} is reported once more, since its end cannot be noted: {}", name, e.toString());
        }
    }

    private void end(Entry entry, String why, long now) throws IOException {
        if (entry.run.phase().early()) {
            entries.remove(entry.run.name());
            if (entry.run.files().exists()) {
                entry.run.files().remove();
            }
        } else {
            entry.run.stop(why, now);
        }
    }

    private void fetch(Entry entry, Assignment assignment) {
        fetching.execute(() -> {
            Optional<IOException> failure = provide(entry, assignment);
            mailbox.put(() -> fetched(entry, failure));
        });
    }

    private Optional<IOException> provide(Entry entry, Assignment assignment) {
        try {
            jars.provide(assignment.jar(), entry.run.files().jar());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** It may have been given up meanwhile, with its folder: then there is nothing to go on with. */
    private void fetched(Entry entry, Optional<IOException> failure) {
        if (entries.get(entry.run.name()) != entry) {
            return;
        }
        try {
            if (failure.isEmpty()) {
                entry.fetched = true;
            } else {
                IOException why = failure.get();
                entry.run.refuse(String.valueOf(why.getMessage()), why instanceof MissingJarException);
            }
        } catch (IOException e) {
            LOG.warn("the folder of run {} stays: {}", entry.run.name(), e.toString());
        }
    }

    private void launch(Entry entry, Assignment assignment, long deadline) throws IOException {
        try {
            entry.run.launch(assignment, deadline).onExit().thenRun(mailbox::wake);
        } catch (IOException e) {
            entry.run.refuse("its process cannot be started: " + e.getMessage(), false);
        }
    }

    private boolean succeedsALiveOne(Entry entry) {
        Incarnation name = entry.run.name();
        return entries.values().stream()
                .filter(other -> other != entry && other.run.phase().live())
                .map(other -> other.run.name())
                .anyMatch(other -> other.instance() == name.instance()
                        && other.application().equals(name.application()));
    }

    /** Ended runs are kept for their logs: the newest few of each instance, and not too many of all. */
    private void prune(Incarnation name) throws IOException {
        remove(launcher.directory().runs(name.application(), name.instance()), KEPT);
        List<RunDirectory> all = launcher.directory().runs();
        all.sort(Comparator.comparingLong(run -> run.run().incarnation()));
        remove(all, KEPT_OF_ALL);
    }

    private static void remove(List<RunDirectory> runs, int kept) throws IOException {
        List<RunDirectory> over =
                runs.stream().filter(RunDirectory::acknowledged).toList();
        for (RunDirectory run : over.subList(0, Math.max(0, over.size() - kept))) {
            run.remove();
        }
    }
}
