package org.tanist.master.internal.jarstore;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
    /** Less than the others are given for an answer; more than it takes to begin with a storage on a busy machine. */
    private static final long LIMIT_MILLIS = 8_000;

    private static final long LOOK_MILLIS = 100;

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

    /** A file on a root that other masters are to see; closed, it is gone, or will be once the root answers. */
    final class Token implements AutoCloseable {
        private final String root;
        private final Storage storage;
        private final String name;

        private Token(String root, Storage storage, String name) {
            this.root = root;
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
            try {
                within(root, this::delete, deleted -> {});
            } catch (IOException e) {
                LOG.warn("the file {} of a trial could not be deleted: {}", name, e.getMessage());
            }
        }

        private boolean delete() throws IOException {
            try (storage) {
                return storage.delete(name);
            }
        }
    }

    /** What may wait for a storage. */
    @FunctionalInterface
    private interface Trial<T> {
        T run() throws IOException;
    }

    /**
     * Tries something on a thread of its own, because a storage can hang for ever.
     *
     * @param late takes what comes when nobody waits any more
     */
    private <T> T within(String root, Trial<T> trial, Consumer<T> late) throws IOException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        begin(() -> {
            try {
                answer.complete(trial.run());
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        long since = around.ticker().nanos();
        while (around.ticker().millisSince(since) < LIMIT_MILLIS) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.trace("'{}' has not answered yet", root);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof TanistException refused) {
                    throw refused;
                }
                throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("this master is stopping", e);
            }
        }
        answer.thenAccept(late);
        throw new IOException("'" + root + "' has not answered for more than " + LIMIT_MILLIS / 1000
                + " s: is its server up, and is it mounted?");
    }

    private void begin(Runnable trial) throws IOException {
        try {
            around.disks().execute(trial);
        } catch (RejectedExecutionException e) {
            throw new IOException("too many roots that do not answer are being tried, or this master is stopping", e);
        }
    }

    /**
     * Leaves a token on a root.
     *
     * @throws IOException if the root cannot be used; the message says why
     */
    Token leave(String root) throws IOException {
        return within(root, () -> left(root), Token::close);
    }

    private Token left(String root) throws IOException {
        Storage storage = open(root);
        String name = TRIALS + UUID.randomUUID();
        try {
            write(storage, name);
            return new Token(root, storage, name);
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
        try {
            return within(check.root(), () -> found(check), found -> {});
        } catch (IOException | TanistException | IllegalArgumentException e) {
            return new Found(false, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Found found(JarRootCheck check) throws IOException {
        try (Token own = left(check.root())) {
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
