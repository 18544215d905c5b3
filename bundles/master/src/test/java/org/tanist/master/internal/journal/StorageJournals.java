package org.tanist.master.internal.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.tanist.cluster.Term;
import org.tanist.journal.Journal;
import org.tanist.storage.Storage;
import org.tanist.testkit.Replica;
import org.tanist.testkit.contract.JournalCluster;

/** Masters with a journal each on one shared storage; terms are just counted, as an election that everybody may win at any time. */
final class StorageJournals implements JournalCluster {
    private final IntFunction<Storage> storages;
    private final List<Storage> views = new ArrayList<>();
    private final List<StorageJournal> journals = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private Term newest = Term.NONE;

    StorageJournals(IntFunction<Storage> storages, int size) {
        this.storages = storages;
        for (int number = 0; number < size; number++) {
            views.add(storages.apply(number));
            journals.add(new StorageJournal(views.get(number), "journal", RealEnvironment.create()));
            replicas.add(new Replica());
            journals.get(number).follow(replicas.get(number));
        }
    }

    @Override
    public Journal journal(int number) {
        return journals.get(number);
    }

    @Override
    public Replica replica(int number) {
        return replicas.get(number);
    }

    @Override
    public int size() {
        return journals.size();
    }

    @Override
    public Term elect(int number) {
        newest = newest.next();
        return newest;
    }

    @Override
    public void restart(int number) {
        journals.get(number).close();
        views.get(number).close();
        views.set(number, storages.apply(number));
        journals.set(number, new StorageJournal(views.get(number), "journal", RealEnvironment.create()));
        replicas.set(number, new Replica());
        journals.get(number).follow(replicas.get(number));
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public List<String> faults() {
        return replicas.stream()
                .map(Replica::fault)
                .filter(fault -> !fault.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        journals.forEach(StorageJournal::close);
        views.forEach(Storage::close);
    }
}
