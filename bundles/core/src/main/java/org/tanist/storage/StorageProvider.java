package org.tanist.storage;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens storages of one kind: what a storage bundle registers as an OSGi service, with its name as the property {@value #PROVIDER} and,
 * unless it is the one for no address at all, the schemes of the addresses that it opens as {@value #SCHEMES}.
 *
 * <pre>{@code
 * @Component(property = {"tanist.provider=hdfs", "tanist.schemes=hdfs"})
 * public final class HdfsStorageProvider implements StorageProvider { … }
 * }</pre>
 */
@ConsumerType
public interface StorageProvider {
    /** Service property with the provider's name: lower-case letters, digits, dashes. */
    String PROVIDER = "tanist.provider";

    /** Service property with the schemes of the addresses that it opens, e.g. {@code file}; none for the local disk. */
    String SCHEMES = "tanist.schemes";

    /**
     * Opens the storage below a root; makes what is missing. May be called several times, also for the same root: each storage
     * returned is closed by its caller.
     *
     * @throws IOException if the medium cannot be reached, is not writable, or belongs to another cluster
     */
    Storage open(StorageRoot root) throws IOException;
}
