package org.tanist.storage;

import java.nio.file.Path;
import java.util.Map;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;

/**
 * Where a storage is to be opened, and by whom.
 *
 * @param address as configured, e.g. {@code hdfs://name/path}; empty for this master's own disk
 * @param localDirectory a directory of this master's own, for a storage without an address and for temporary files
 * @param cluster whose files these are; a storage that holds another cluster's refuses to open
 * @param self the master that opens it
 * @param settings the keys below {@code tanist.jarstore.} without that prefix, for jars and journal alike
 */
public record StorageRoot(
        String address, Path localDirectory, ClusterId cluster, MasterId self, Map<String, String> settings) {

    /** Copies the map. */
    public StorageRoot {
        settings = Map.copyOf(settings);
    }
}
