package org.tanist.master.internal.journal;

import java.nio.file.Path;
import org.tanist.testkit.contract.JournalCluster;
import org.tanist.testkit.contract.JournalContract;
import org.tanist.testkit.memory.MemoryStorage;

final class StorageJournalContractTest extends JournalContract {
    private final MemoryStorage.Medium medium = new MemoryStorage.Medium();

    @Override
    protected JournalCluster createCluster(Path directory, int size) {
        return new StorageJournals(number -> new MemoryStorage(medium), size);
    }
}
