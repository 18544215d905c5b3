package org.tanist.applications.catalogue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/**
 * All published jars, as every master knows them. Deterministic; {@link #put} and {@link #delete} are for the thread that applies
 * commands, everything else may be called by any.
 */
public final class JarCatalogue {
    private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
    /** 1 had no place. */
    private static final int FORMAT = 2;

    private static final int MOST_JARS = 1_000_000;

    private volatile TreePMap<String, JarRecord> jars;
    private volatile JarPlace place;

    /** An empty one. */
    public JarCatalogue() {
        this(TreePMap.empty(), JarPlace.UNMOVED);
    }

    private JarCatalogue(TreePMap<String, JarRecord> jars, JarPlace place) {
        this.jars = jars;
        this.place = place;
    }

    /** Whether a text has the shape of a jar's id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Adds a jar.
     *
     * @param id {@code sha256:…}
     * @param body JSON {@code {name, size, place}}; the place is the {@link JarPlace#number} of the root that it was stored on
     * @return created with its record as JSON; ok with the record there was, unchanged, if the same bytes were published before;
     *     precondition failed if the jars have moved since it was stored; invalid
     */
    public Reply put(String id, byte[] body, long atMillis) {
        if (!isId(id)) {
            return malformed(id);
        }
        JarRecord published;
        try {
            published = JarJson.parse(id, body, atMillis);
        } catch (IllegalArgumentException e) {
            return Reply.failure(Status.INVALID, String.valueOf(e.getMessage()));
        }
        if (JarJson.place(body) != place.number()) {
            return Reply.failure(
                    Status.PRECONDITION_FAILED,
                    "the jars have moved to " + place.root() + " since jar " + id + " was stored: store it there");
        }
        JarRecord known = jars.get(id);
        if (known == null) {
            jars = jars.plus(id, published);
            return new Reply(Status.CREATED, Map.of(), JarJson.one(published));
        }
        if (known.size() != published.size()) {
            return Reply.failure(
                    Status.CONFLICT,
                    "jar " + id + " has " + known.size() + " bytes, not " + published.size()
                            + ": one of the two was not measured on the bytes");
        }
        return Reply.ok(JarJson.one(known));
    }

    /**
     * Takes a jar out.
     *
     * @param usedBy names of the applications that need it: not empty gives a conflict that names them
     * @return done, not found, conflict or invalid
     */
    public Reply delete(String id, Collection<String> usedBy) {
        if (!isId(id)) {
            return malformed(id);
        }
        JarRecord known = jars.get(id);
        if (known == null) {
            return notFound(id);
        }
        if (!usedBy.isEmpty()) {
            return Reply.failure(
                    Status.CONFLICT,
                    "jar " + known.name() + " (" + id + ") is used by "
                            + usedBy.stream().sorted().collect(Collectors.joining(", "))
                            + ": delete these applications first");
        }
        jars = jars.minus(id);
        return Reply.done();
    }

    /** Answers {@code GET jars} (path empty) and {@code GET jars/{id}} (path is the id) with JSON. */
    public Reply get(String id) {
        if (id.isEmpty()) {
            return Reply.ok(JarJson.all(all()));
        }
        if (!isId(id)) {
            return malformed(id);
        }
        return find(id).map(jar -> Reply.ok(JarJson.one(jar))).orElseGet(() -> notFound(id));
    }

    /** Carries out a command about where the jars are; see {@link PlaceOrders}. */
    public Reply move(String what, byte[] body, long atMillis) {
        PlaceOrders.Outcome outcome = PlaceOrders.apply(place, what, body, atMillis);
        place = outcome.place();
        return outcome.reply();
    }

    /** Answers {@code GET jar-place} with {@code {number, root, migrations}}; the root is empty if it was never moved. */
    public Reply place() {
        return Reply.ok(JarJson.place(place));
    }

    private static Reply malformed(String id) {
        return Reply.failure(
                Status.INVALID, "'" + id + "' is no jar id: it is sha256: and 64 hexadecimal digits in lower case");
    }

    private static Reply notFound(String id) {
        return Reply.failure(Status.NOT_FOUND, "there is no jar " + id + ": 'tanist jar list' shows those there are");
    }

    /** The jar with this id. */
    public Optional<JarRecord> find(String id) {
        @Nullable JarRecord jar = jars.get(id);
        return Optional.ofNullable(jar);
    }

    /** All jars, sorted by id, as of one moment. */
    public Collection<JarRecord> all() {
        return List.copyOf(jars.values());
    }

    /** A copy that does not change any more; costs nothing. */
    public JarCatalogue frozen() {
        return new JarCatalogue(jars, place);
    }

    /** Writes everything; equal catalogues give equal bytes. */
    public void write(DataOutput out) throws IOException {
        Collection<JarRecord> all = all();
        out.writeShort(FORMAT);
        out.writeInt(all.size());
        for (JarRecord jar : all) {
            out.writeUTF(jar.id());
            out.writeUTF(jar.name());
            out.writeLong(jar.size());
            out.writeLong(jar.publishedAtMillis());
        }
        place.write(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the bytes are something else or of a newer format
     */
    public static JarCatalogue read(DataInput in) throws IOException {
        int format = in.readUnsignedShort();
        if (format < 1 || format > FORMAT) {
            throw new IOException("the jar catalogue has format " + format + ", this version reads " + FORMAT
                    + ": update this master");
        }
        int count = in.readInt();
        if (count < 0 || count > MOST_JARS) {
            throw new IOException("the jar catalogue is damaged: it claims " + count + " jars");
        }
        TreePMap<String, JarRecord> jars = TreePMap.empty();
        for (int i = 0; i < count; i++) {
            JarRecord jar = new JarRecord(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
            jars = jars.plus(jar.id(), jar);
        }
        return new JarCatalogue(jars, format == 1 ? JarPlace.UNMOVED : JarPlace.read(in));
    }
}
