package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.configuration.Configuration;
import org.tanist.journal.Journal;
import org.tanist.master.internal.journal.Environment;
import org.tanist.master.internal.journal.StorageJournal;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * The journal on a storage, and the storage it is on, when {@code tanist.journal.provider = storage}.
 *
 * @param storage closed with the journal
 * @param journal what the master follows and writes
 * @param floor the highest term that the storage knows of
 */
record JournalStorage(Storage storage, StorageJournal journal, Term floor) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalStorage.class);
    private static final String PROVIDER = "tanist.journal.provider";
    private static final String OWN_ROOT = "tanist.journal.rootpath";
    private static final String JAR_ROOT = "tanist.jarstore.rootpath";
    private static final String DIRECTORY = "journal";

    /**
     * Opens it, if the configuration wants it.
     *
     * @throws TanistException if the configuration names a storage that cannot be used; the message says which key is wrong
     */
    static Optional<JournalStorage> open(Assembly parts, ClusterId cluster, MasterId self) throws IOException {
        Configuration now = parts.configuration().current();
        if (!now.text(PROVIDER).equals("storage")) {
            JournalMarker.check(now.directory(), "election");
            return Optional.empty();
        }
        String key = now.text(OWN_ROOT).isEmpty() ? JAR_ROOT : OWN_ROOT;
        String address = now.text(key);
        if (address.isEmpty()) {
            throw invalid(PROVIDER + ": 'storage' needs an address: set " + OWN_ROOT + " or " + JAR_ROOT
                    + ", e.g. to file:///mnt/tanist");
        }
        StorageProvider provider = parts.plugins()
                .storage(address)
                .orElseThrow(() -> invalid(key + ": no storage provider opens '" + address + "'; others are plugins"));
        StorageRoot root = new StorageRoot(
                address, now.directory().resolve(DIRECTORY), cluster, self, now.section("tanist.journal"));
        Storage storage = opened(provider, root, key);
        try {
            if (!storage.capabilities().shared()) {
                throw invalid(key + ": '" + address + "' is not shared between masters; a journal needs that");
            }
            Environment environment = new Environment(parts.threads(), parts.ticker(), JournalStorage::await);
            StorageJournal journal = new StorageJournal(storage, DIRECTORY, environment);
            JournalMarker.check(now.directory(), "storage " + address);
            LOG.info("the journal is on the storage '{}'", address);
            return Optional.of(new JournalStorage(storage, journal, journal.newestTerm()));
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Storage opened(StorageProvider provider, StorageRoot root, String key) {
        try {
            return provider.open(root);
        } catch (IOException e) {
            throw invalid(key + ": " + e.getMessage());
        }
    }

    private static TanistException invalid(String message) {
        return new TanistException(ErrorCode.INVALID, message);
    }

    /** The journal of a master that has one of these, or the election's. */
    static Journal choose(Optional<JournalStorage> onStorage, Optional<Journal> ofElection, Consumer<String> alarm) {
        if (onStorage.isPresent()) {
            ofElection.ifPresent(unused -> unused.follow(new UnusedLog(alarm)));
            return onStorage.get().journal();
        }
        return ofElection.orElseThrow(
                () -> invalid(PROVIDER + ": this election has no journal of its own; use 'storage'"));
    }

    @Override
    public void close() {
        journal.close();
        storage.close();
    }
}
