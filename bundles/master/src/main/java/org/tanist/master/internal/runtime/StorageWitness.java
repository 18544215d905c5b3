package org.tanist.master.internal.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalWriter;

/**
 * Sees to it that all masters whose journal is on a storage use the same one. The election's own log, which is otherwise empty then, holds
 * one entry: which storage the first active of the cluster had. A master with another one ends before it can lead, because an election
 * lets nobody lead who has not applied its log.
 */
final class StorageWitness implements EntryConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWitness.class);
    private static final String SERVICE = "tanist-storage";
    private static final long LIMIT_SECONDS = 10;

    private final String mine;
    private final Journal log;
    private final Consumer<String> alarm;
    private volatile boolean testified;

    /**
     * A witness of the storage of this master.
     *
     * @param id the storage's own identity
     * @param address as it is configured
     * @param log the election's own log
     * @param alarm ends this master with a reason
     */
    StorageWitness(String id, String address, Journal log, Consumer<String> alarm) {
        this.mine = id + " " + address;
        this.log = log;
        this.alarm = alarm;
    }

    @Override
    public void apply(Position position, Entry entry) {
        if (!SERVICE.equals(entry.service())) {
            refuse(position);
            return;
        }
        String agreed = new String(entry.payload(), StandardCharsets.UTF_8);
        testified = true;
        if (!id(agreed).equals(id(mine))) {
            alarm.accept("tanist.journal.rootpath: the journal of this cluster is on '" + address(agreed)
                    + "' (storage " + id(agreed) + "), but this master has '" + address(mine) + "' (storage " + id(mine)
                    + "): give all masters the same, and mount it");
        }
    }

    private static String id(String place) {
        return place.substring(0, place.indexOf(' '));
    }

    private static String address(String place) {
        return place.substring(place.indexOf(' ') + 1);
    }

    @Override
    public void restore(Position position, InputStream snapshot) {
        if (position.index() > 0) {
            refuse(position);
        }
    }

    private void refuse(Position position) {
        alarm.accept("tanist.journal.provider: the election's own log holds entries up to " + position
                + ", which a journal on a storage would leave behind; set it back to 'election', or restore a backup into an"
                + " empty cluster");
    }

    /** Writes down the storage of the cluster's first active. Blocks; on a thread of its own. */
    void testify(Term term, long wallMillis) {
        if (testified) {
            return;
        }
        Entry entry = new Entry(SERVICE, SERVICE + "-" + term, wallMillis, mine.getBytes(StandardCharsets.UTF_8));
        try (JournalWriter writer = log.open(term)) {
            writer.append(List.of(entry)).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn(
                    "which storage this cluster has was not written down, the next active will do it: {}",
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
