package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.TanistException;
import org.tanist.control.JarRootCheck;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageRoot;

/** Tries whether this master can use a root: opens it, writes and reads a file, and looks for another master's. Thread-safe; blocks. */
final class RootCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RootCheck.class);
    private static final String TRIALS = "trial/";

    private final Roots roots;
    private final Surroundings around;

    RootCheck(Roots roots, Surroundings around) {
        this.roots = roots;
        this.around = around;
    }

    /**
     * What a trial found.
     *
     * @param shared whether all masters see the same files there
     * @param obstacle why it cannot be used
     */
    record Found(boolean shared, Optional<String> obstacle) {}

    /** A file on a root that other masters are to see; closed, it is gone. */
    static final class Token implements AutoCloseable {
        private final Storage storage;
        private final String name;

        private Token(Storage storage, String name) {
            this.storage = storage;
            this.name = name;
        }

        /** Its name, or null if the root is not shared, so that nobody else could see it. */
        @Nullable
        String name() {
            return storage.capabilities().shared() ? name : null;
        }

        @Override
        public void close() {
            try (storage) {
                storage.delete(name);
            } catch (IOException e) {
                LOG.warn("the file {} of a trial could not be deleted: {}", name, e.getMessage());
            }
        }
    }

    /**
     * Leaves a token on a root.
     *
     * @throws IOException if the root cannot be used; the message says why
     */
    Token leave(String root) throws IOException {
        Storage storage = open(root);
        String name = TRIALS + UUID.randomUUID();
        try {
            write(storage, name);
            return new Token(storage, name);
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Tries a root. */
    Found look(JarRootCheck check) {
        Optional<String> bound = check.present() ? Optional.empty() : around.bound();
        if (bound.isPresent()) {
            return new Found(false, bound);
        }
        try (Token own = leave(check.root())) {
            boolean shared = own.name() != null;
            if (!check.present() && roots.shelf().sees(own.name)) {
                return new Found(shared, Optional.of("'" + check.root() + "' is where the jars are already"));
            }
            String token = check.token();
            if (token != null && !sees(own.storage, token)) {
                return new Found(
                        shared,
                        Optional.of("'" + check.root()
                                + "' is not the same there as on the active: mount the same directory on all masters"));
            }
            return new Found(shared, Optional.empty());
        } catch (IOException | TanistException | IllegalArgumentException e) {
            return new Found(false, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Whether two names are of one root: what is written on the one is seen on the other. */
    boolean same(String root, Shelf other) throws IOException {
        try (Token token = leave(root)) {
            return other.sees(token.name);
        }
    }

    private Storage open(String root) throws IOException {
        StorageRoot where = roots.where(root);
        return around.provider(where.address())
                .orElseThrow(() -> new IOException("no storage provider opens '" + root
                        + "': put its bundle into plugins/, or correct the address"))
                .open(where);
    }

    private static void write(Storage storage, String name) throws IOException {
        if (!storage.createExclusive(name, name.getBytes(StandardCharsets.UTF_8))) {
            throw new IOException("a file that was never made is there already: '" + name + "'");
        }
    }

    private static boolean sees(Storage storage, String token) throws IOException {
        if (!token.matches(TRIALS + "[0-9a-f-]{36}")) {
            throw new IOException("'" + token + "' is no name of a trial");
        }
        try (InputStream in = storage.openFresh(token, 0)) {
            return token.equals(new String(in.readNBytes(512), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
