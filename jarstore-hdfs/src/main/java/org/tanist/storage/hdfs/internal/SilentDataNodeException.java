package org.tanist.storage.hdfs.internal;

import java.io.IOException;

/** A call was given up because a datanode that it waits for does not answer. It may still have its effect. */
final class SilentDataNodeException extends IOException {
    private static final long serialVersionUID = 1;

    SilentDataNodeException(String message) {
        super(message);
    }
}
