package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.storage.Capabilities;
import org.tanist.storage.Storage;
import org.tanist.storage.StoredFile;

/** The copies on one storage; see the package page for how they lie there. Thread-safe; every method blocks. */
final class Shelf implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final String INDEX = "index";
    private static final String BLOBS = "blobs";
    private static final String CORRUPT = "corrupt";
    private static final String PROBES = "probes";
    private static final String TOKEN = "jars-id";
    /** How many damaged copies are kept for people to look at. */
    private static final int MOST_CORRUPT = 8;

    private final Storage storage;
    private final Sink.Maker sinks;
    private final Set<String> writing = ConcurrentHashMap.newKeySet();
    private final Map<JarId, Long> touches = new ConcurrentHashMap<>();
    private volatile Map<JarId, Copy> held = Map.of();

    /**
     * Over a storage that is open.
     *
     * @param sinks through which copies are written
     */
    Shelf(Storage storage, Sink.Maker sinks) {
        this.storage = storage;
        this.sinks = sinks;
    }

    Capabilities capabilities() {
        return storage.capabilities();
    }

    /**
     * A small durable write, for which there must be room beside what was written before.
     *
     * @param fresh a name of this master's own
     * @param before the name that was used before
     */
    void probe(String fresh, String before) throws IOException {
        storage.delete(PROBES + "/" + fresh);
        storage.createExclusive(PROBES + "/" + fresh, new byte[] {1});
        storage.delete(PROBES + "/" + before);
    }

    /** What tells this root from others, whatever it is called; empty if it was never used. */
    Optional<String> token() throws IOException {
        try (InputStream in = storage.openFresh(TOKEN, 0)) {
            return Optional.of(new String(in.readNBytes(512), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The same, given to it if it was never used. @param fresh unique */
    String token(String fresh) throws IOException {
        Optional<String> before = token();
        if (before.isPresent()) {
            return before.get();
        }
        storage.createExclusive(TOKEN, fresh.getBytes(StandardCharsets.UTF_8));
        return token().orElseThrow(() -> new IOException("'" + TOKEN + "' cannot be seen after it was made"));
    }

    /** How many bytes may still be written: those of the local disk, or -1 if this storage is not on it. */
    long free(long localFree) {
        return capabilities().shared() ? -1 : localFree;
    }

    /** Whether there is a file, of whatever kind, as this master sees it. */
    boolean sees(String path) throws IOException {
        try (InputStream in = storage.openFresh(path, 0)) {
            return in.read() >= 0;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /**
     * Begins to write a copy.
     *
     * @param name unique for this attempt
     */
    Intake intake(String name) throws IOException {
        writing.add(name);
        try {
            Sink sink = sinks.over(storage.create(blob(name)));
            return new Intake(this, name, sink, Intake.Hashing.beside(sink, sinks));
        } catch (IOException | RuntimeException e) {
            writing.remove(name);
            throw e;
        }
    }

    /** A blob is complete and synced: gives it its name, unless a good copy has it already. */
    synchronized Copy place(Copy made) throws IOException {
        try {
            Optional<Copy> before = find(made.id());
            if (before.isPresent() && intact(before.get())) {
                storage.delete(blob(made.blob()));
                touches.merge(made.id(), 1L, Long::sum);
                return before.get();
            }
            if (before.isPresent()) {
                quarantine(before.get(), "it was not what its id says when the same jar came again");
            }
            if (!point(made)) {
                storage.delete(blob(made.blob()));
                return find(made.id())
                        .orElseThrow(() -> new IOException("the pointer to " + made.id() + " is unreadable"));
            }
            remember(made);
            return made;
        } finally {
            writing.remove(made.blob());
        }
    }

    /** Gives a copy its pointer, unless there is one; one that is damaged leads nowhere, and goes. @return whether this call gave it */
    private boolean point(Copy copy) throws IOException {
        byte[] pointer = copy.pointer().getBytes(StandardCharsets.UTF_8);
        if (storage.createExclusive(index(copy.id()), pointer)) {
            return true;
        }
        if (find(copy.id()).isPresent()) {
            return false;
        }
        LOG.warn("the pointer to jar {} is damaged, and is made anew", copy.id());
        storage.delete(index(copy.id()));
        return storage.createExclusive(index(copy.id()), pointer);
    }

    /** An attempt has failed: its blob goes. */
    void discard(String name) {
        try {
            storage.delete(blob(name));
        } catch (IOException e) {
            LOG.warn("the remains of upload {} could not be deleted; they will be later: {}", name, e.getMessage());
        } finally {
            writing.remove(name);
        }
    }

    private Condition examine(Copy copy) throws ClosedChannelException {
        try (Reading reading = new Reading(copy, read(copy))) {
            while (reading.next() > 0) {}
            return reading.intact() ? Condition.INTACT : Condition.DAMAGED;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // Also that there is no such file: a network file system may say so of one that there is.
            LOG.warn("the copy of {} cannot be read: {}", copy.id(), e.getMessage());
            return Condition.UNREADABLE;
        }
    }

    /** Reads a copy from end to end; whether it is what its id says. */
    boolean intact(Copy copy) throws ClosedChannelException {
        return examine(copy) == Condition.INTACT;
    }

    /** The copy of a jar, if there is one. */
    Optional<Copy> find(JarId id) throws IOException {
        Copy known = held.get(id);
        if (known != null && !capabilities().shared()) {
            return Optional.of(known);
        }
        return pointer(id).flatMap(text -> Copy.parse(id, text));
    }

    /** Whether there is a copy now, which on a shared root another master may have brought since the last look. */
    synchronized boolean recall(JarId id) throws IOException {
        Optional<Copy> found = find(id);
        found.ifPresent(this::remember);
        return found.isPresent();
    }

    private Optional<String> pointer(JarId id) throws IOException {
        try (InputStream in = storage.openFresh(index(id), 0)) {
            return Optional.of(new String(in.readNBytes(512), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a copy. */
    InputStream read(Copy copy) throws IOException {
        return storage.openFresh(blob(copy.blob()), 0);
    }

    /**
     * Looks for a jar that has no pointer among all blobs, also those that were put aside, and makes it a new one: another master may
     * have deleted the pointer, meaning an earlier one, and one bad reading may have put aside a good copy.
     *
     * @return whether there is a good copy now
     */
    synchronized boolean adopt(Jar jar) throws IOException {
        if (find(jar.id()).isPresent()) {
            return true;
        }
        for (StoredFile file : storage.list(BLOBS)) {
            Copy candidate = new Copy(jar.id(), name(file), jar.size());
            if (file.length() == jar.size() && !writing.contains(candidate.blob()) && intact(candidate)) {
                LOG.warn("jar {} had lost its pointer; it is found again as {}", jar.id(), file.path());
                storage.delete(CORRUPT + "/" + candidate.blob());
                if (point(candidate)) {
                    remember(candidate);
                }
                return find(jar.id()).isPresent();
            }
        }
        return false;
    }

    /** Puts a copy aside: it is not found any more, and its bytes stay for people to look at. */
    synchronized void quarantine(Copy copy, String why) throws IOException {
        LOG.warn("the copy of jar {} is put aside: {}", copy.id(), why);
        forget(copy);
        if (!blobs().containsKey(copy.blob())) {
            return;
        }
        storage.createExclusive(CORRUPT + "/" + copy.blob(), copy.note(why).getBytes(StandardCharsets.UTF_8));
        List<StoredFile> all = storage.list(CORRUPT);
        for (StoredFile old : all.subList(0, Math.max(0, all.size() - MOST_CORRUPT))) {
            forgetNote(old.path());
        }
    }

    /** Deletes a note, and its blob if that is damaged indeed: one bad reading of a good one may have led to the note. */
    private void forgetNote(String path) throws IOException {
        Optional<Copy> copy;
        try (InputStream in = storage.openFresh(path, 0)) {
            copy = Copy.parseNote(new String(in.readNBytes(1024), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            LOG.debug("another master was faster to delete {}", path);
            return;
        }
        String blob = path.substring(path.lastIndexOf('/') + 1);
        boolean there = blobs().containsKey(blob);
        Condition condition = there && copy.isPresent() ? examine(copy.get()) : Condition.DAMAGED;
        if (condition == Condition.UNREADABLE) {
            return;
        }
        if (there && condition == Condition.DAMAGED) {
            storage.delete(blob(blob));
        }
        storage.delete(path);
    }

    /** How often the same jar has come again; see {@link #drop}. */
    long touches(Copy copy) {
        return touches.getOrDefault(copy.id(), 0L);
    }

    /** Finds a copy on which somebody is about to rely; see {@link #drop}. */
    synchronized Optional<Copy> claim(JarId id) throws IOException {
        Optional<Copy> found = find(id);
        found.ifPresent(copy -> touches.merge(id, 1L, Long::sum));
        return found;
    }

    /** Deletes a copy, unless its jar has come again since the count of touches was taken: somebody relies on it then. */
    synchronized void drop(Copy copy, long touchesSeen) throws IOException {
        if (touches(copy) == touchesSeen) {
            forget(copy);
            touches.remove(copy.id());
            storage.delete(blob(copy.blob()));
        }
    }

    /**
     * What there is at one moment, to be deleted later.
     *
     * @param copies with pointers
     * @param others names of all other blobs that nobody here is writing
     * @param notes of damaged copies
     */
    record Content(List<Copy> copies, List<String> others, List<StoredFile> notes) {
        boolean isEmpty() {
            return copies.isEmpty() && others.isEmpty() && notes.isEmpty();
        }
    }

    /** Looks at everything that is there. */
    synchronized Content content() throws IOException {
        look();
        Set<String> others = new HashSet<>(blobs().keySet());
        held.values().forEach(copy -> others.remove(copy.blob()));
        others.removeAll(writing);
        return new Content(List.copyOf(held.values()), List.copyOf(others), storage.list(CORRUPT));
    }

    /** Deletes exactly what was there when it was looked at: what came since has other names, and stays. */
    synchronized void delete(Content content) throws IOException {
        for (Copy copy : content.copies()) {
            forget(copy);
            storage.delete(blob(copy.blob()));
        }
        for (String other : content.others()) {
            storage.delete(blob(other));
        }
        for (StoredFile note : content.notes()) {
            storage.delete(note.path());
        }
    }

    /** The pointer goes, if it still leads to this blob, or nowhere. */
    private void forget(Copy copy) throws IOException {
        Map<JarId, Copy> fewer = new HashMap<>(held);
        fewer.remove(copy.id());
        held = Map.copyOf(fewer);
        Optional<String> now = pointer(copy.id());
        Optional<Copy> leads = now.flatMap(text -> Copy.parse(copy.id(), text));
        boolean elsewhere = leads.isPresent() && !leads.get().blob().equals(copy.blob());
        if (now.isPresent() && !elsewhere) {
            storage.delete(index(copy.id()));
        }
    }

    private void remember(Copy copy) {
        Map<JarId, Copy> more = new HashMap<>(held);
        more.put(copy.id(), copy);
        held = Map.copyOf(more);
    }

    /** The copies as of the last look. Wait-free. */
    Map<JarId, Copy> held() {
        return held;
    }

    /** Looks what is there. On a storage of this master's own, a pointer without its whole blob is no copy, and goes. */
    synchronized void look() throws IOException {
        Map<String, Long> blobs = blobs();
        Map<JarId, Copy> found = new HashMap<>();
        for (StoredFile file : storage.list(INDEX)) {
            Optional<Copy> copy = JarId.isHex(name(file)) ? find(new JarId(name(file))) : Optional.empty();
            copy.ifPresent(c -> found.put(c.id(), c));
        }
        held = Map.copyOf(found);
        if (!capabilities().shared()) {
            for (Copy copy : found.values()) {
                long size = blobs.getOrDefault(copy.blob(), -1L);
                if (size != copy.size()) {
                    quarantine(
                            copy,
                            size < 0 ? "its file is gone" : "its file has " + size + " bytes, not " + copy.size());
                }
            }
        }
    }

    /** Blobs that no pointer leads to and nobody is writing: what a crash left behind. */
    synchronized Set<String> strays() throws IOException {
        Set<String> strays = new HashSet<>(blobs().keySet());
        held.values().forEach(copy -> strays.remove(copy.blob()));
        strays.removeAll(writing);
        storage.list(CORRUPT).forEach(file -> strays.remove(name(file)));
        return strays;
    }

    private Map<String, Long> blobs() throws IOException {
        return storage.list(BLOBS).stream().collect(Collectors.toMap(Shelf::name, StoredFile::length));
    }

    private static String name(StoredFile file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }

    private static String blob(String name) {
        return BLOBS + "/" + name;
    }

    private static String index(JarId id) {
        return INDEX + "/" + id.hex();
    }

    @Override
    public void close() {
        storage.close();
    }
}
