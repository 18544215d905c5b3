package org.tanist.storage.hdfs.internal;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** Names below the root. */
final class Names {
    /** Holds temporary files and what marks the directory; no path of the SPI can have that name. */
    private static final String OWN = "~";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

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
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("path '" + path
                        + "' is not allowed in a storage: use names of letters, digits, dots, dashes and underscores");
            }
        }
        return new Path(root, path);
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
