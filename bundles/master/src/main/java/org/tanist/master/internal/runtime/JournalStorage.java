package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;
import org.tanist.configuration.Configuration;
import org.tanist.election.Candidacy;
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
 * @param identity which storage it is
 * @param floor the highest term that the storage knows of
 */
record JournalStorage(Storage storage, StorageJournal journal, Identity identity, Term floor) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalStorage.class);
    private static final String PROVIDER = "tanist.journal.provider";
    private static final String OWN_ROOT = "tanist.journal.rootpath";
    private static final String JAR_ROOT = "tanist.jarstore.rootpath";
    private static final String DIRECTORY = "journal";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** An id that the first master gave the storage, and the address as this one has it. */
    record Identity(String id, String address) {}

    /**
     * Opens it, if the configuration wants it. Waits as long as the storage does, and tells what it waits for.
     *
     * @throws TanistException if the configuration names a storage that cannot be used; the message says which key is wrong
     */
    static Optional<JournalStorage> open(Assembly parts, ClusterId cluster, MasterId self) throws IOException {
        Configuration now = parts.configuration().current();
        if (!now.text(PROVIDER).equals(StorageJournal.PROVIDER)) {
            JournalMarker.check(now.directory(), "election");
            return Optional.empty();
        }
        String key = now.text(OWN_ROOT).isEmpty() ? JAR_ROOT : OWN_ROOT;
        String address = now.text(key);
        if (address.isEmpty()) {
            throw invalid(PROVIDER + ": 'storage' needs an address: set " + OWN_ROOT + " or " + JAR_ROOT
                    + ", e.g. to file:///mnt/tanist");
        }
        if (!address.contains(":")) {
            throw invalid(key + ": '" + address
                    + "' is no address of a shared storage: write file:///directory or hdfs://host:port/directory");
        }
        StorageProvider provider = parts.plugins()
                .storage(address)
                .orElseThrow(() -> invalid(key + ": no storage provider opens '" + address
                        + "': write file:///directory for one that is mounted, or hdfs://host:port/directory; others are"
                        + " plugins"));
        StorageRoot root = new StorageRoot(
                address, now.directory().resolve(DIRECTORY), cluster, self, now.section("tanist.jarstore."));
        AtomicBoolean over = new AtomicBoolean();
        Periodic.later(parts.clockwork(), PATIENCE, () -> tell(parts, address, over));
        try {
            return Optional.of(on(opened(provider, root, key), parts, key, address));
        } finally {
            over.set(true);
        }
    }

    private static void tell(Assembly parts, String address, AtomicBoolean over) {
        if (!over.get()) {
            String waits = "waits for the journal's storage '" + address + "', which has not answered for more than "
                    + PATIENCE.toSeconds() + " s: is its server up, and does it let this master in?";
            parts.startup(waits);
            LOG.warn("this master {}", waits);
        }
    }

    private static JournalStorage on(Storage storage, Assembly parts, String key, String address) throws IOException {
        Path directory = parts.configuration().current().directory();
        try {
            if (!storage.capabilities().shared()) {
                throw invalid(key + ": '" + address + "' is not shared between masters; a journal needs that");
            }
            Environment environment = new Environment(parts.threads(), parts.ticker(), JournalStorage::await);
            StorageJournal journal = new StorageJournal(storage, DIRECTORY, environment);
            JournalMarker.check(directory, "storage " + address);
            journal.expect(JournalReach.read(directory));
            LOG.info("the journal is on the storage '{}'", address);
            return new JournalStorage(storage, journal, new Identity(identity(storage), address), journal.newestTerm());
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Reads the storage's id, which whoever comes first has made. */
    private static String identity(Storage storage) throws IOException {
        String path = DIRECTORY + "/id";
        storage.createExclusive(path, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream in = storage.openFresh(path, 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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

    /** The election's own log, which must be there. */
    static Journal ofElection(Candidacy standing) {
        return standing.journal()
                .orElseThrow(() -> invalid(PROVIDER + ": this election has no journal of its own; use 'storage'"));
    }

    /** Follows the election's own log for what it says of the storage; an election without one cannot say anything. */
    Optional<StorageWitness> witness(Candidacy standing, Consumer<String> alarm) {
        Optional<StorageWitness> witness =
                standing.journal().map(log -> new StorageWitness(identity.id(), identity.address(), log, alarm));
        standing.journal().ifPresent(log -> witness.ifPresent(log::follow));
        return witness;
    }

    @Override
    public void close() {
        journal.close();
        storage.close();
    }
}
