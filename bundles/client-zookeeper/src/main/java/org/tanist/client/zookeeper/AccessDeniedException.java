package org.tanist.client.zookeeper;

import java.io.IOException;

/** ZooKeeper's access lists deny what was asked. */
public final class AccessDeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    AccessDeniedException(String message, Throwable cause) {
        super(message, cause);
    }
}
