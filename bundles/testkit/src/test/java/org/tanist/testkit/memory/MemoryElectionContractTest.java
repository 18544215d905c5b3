package org.tanist.testkit.memory;

import org.tanist.testkit.contract.ElectionContract;
import org.tanist.testkit.contract.ElectionProvider;

final class MemoryElectionContractTest extends ElectionContract {
    @Override
    protected ElectionProvider provider() {
        return new MemoryClusters();
    }
}
