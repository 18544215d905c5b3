package org.tanist.storage.local.internal;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/** Opens the storage without an address: a directory of this master's own. */
@Component(property = StorageProvider.PROVIDER + "=" + LocalStorageProvider.NAME)
public final class LocalStorageProvider implements StorageProvider {
    static final String NAME = "local";

    @Override
    public Storage open(StorageRoot root) throws IOException {
        if (!root.address().isEmpty()) {
            throw new IllegalArgumentException(
                    "the local storage has no address, but '" + root.address() + "' was given: leave it empty");
        }
        return LocalStorage.open(root.localDirectory(), root.cluster().toString());
    }
}
