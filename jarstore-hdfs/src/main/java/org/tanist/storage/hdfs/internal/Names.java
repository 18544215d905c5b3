package org.tanist.storage.hdfs.internal;

import org.apache.hadoop.fs.Path;
import org.tanist.storage.kit.PathNames;

/** Names below the root. */
final class Names {
    /** Holds temporary files and what marks the directory; no path of the SPI can have that name. */
    private static final String OWN = "~";

    private final Path root;

    Names(HdfsAddress address) {
        this.root = new Path(address.system().toString(), address.path());
    }

    Path root() {
        return root;
    }

    /**
     * The file of a path.
     *
     * @throws IllegalArgumentException if it has a name that no storage may take
     */
    Path file(String path) {
        return new Path(root, PathNames.checked(path));
    }

    /** The directory of a path; empty for the root. */
    Path directory(String path) {
        return path.isEmpty() ? root : file(path);
    }

    /** Says whose the root is. */
    Path marker() {
        return new Path(root, OWN + "/cluster");
    }

    Path temporaries() {
        return new Path(root, OWN + "/temporary");
    }

    Path temporary(String name) {
        return new Path(temporaries(), name);
    }
}
