package org.tanist.storage.nfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageRoot;
import org.tanist.testkit.contract.StorageContract;

final class NfsStorageContractTest extends StorageContract {
    private int masters;

    @Override
    protected Storage open(Path directory) throws IOException {
        MasterId self = new MasterId(new UUID(1, ++masters));
        return new NfsStorageProvider()
                .open(new StorageRoot(
                        directory.toUri().toString(), directory, new ClusterId(new UUID(0, 7)), self, Map.of()));
    }
}
