package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tanist.storage.Storage;
import org.tanist.testkit.contract.StorageContract;

final class HdfsStorageContractTest extends StorageContract {
    private final Map<Path, String> addresses = new HashMap<>();
    private int masters;

    @Override
    protected Storage open(Path directory) throws IOException {
        String address = addresses.computeIfAbsent(directory, d -> RealHdfs.fresh());
        return RealHdfs.open(address, ++masters, RealHdfs.settings());
    }
}
