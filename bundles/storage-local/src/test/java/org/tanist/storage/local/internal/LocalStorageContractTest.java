package org.tanist.storage.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.tanist.storage.Storage;
import org.tanist.testkit.contract.StorageContract;

final class LocalStorageContractTest extends StorageContract {
    @Override
    protected Storage open(Path directory) throws IOException {
        return LocalStorage.open(directory, "1d8a04bb-6a0b-4a2c-9d5e-7a6e6a5b0c11");
    }
}
