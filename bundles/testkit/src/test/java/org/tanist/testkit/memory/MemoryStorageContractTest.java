package org.tanist.testkit.memory;

import java.nio.file.Path;
import org.tanist.storage.Storage;
import org.tanist.testkit.contract.StorageContract;

final class MemoryStorageContractTest extends StorageContract {
    private final MemoryStorage.Medium medium = new MemoryStorage.Medium();

    @Override
    protected Storage open(Path directory) {
        return new MemoryStorage(medium);
    }
}
