package org.tanist.testkit.memory;

import java.nio.file.Path;
import org.tanist.testkit.contract.ElectedJournals;
import org.tanist.testkit.contract.JournalCluster;
import org.tanist.testkit.contract.JournalContract;

final class MemoryJournalContractTest extends JournalContract {
    @Override
    protected JournalCluster createCluster(Path directory, int size) {
        return new ElectedJournals(new MemoryClusters(), directory, size);
    }
}
