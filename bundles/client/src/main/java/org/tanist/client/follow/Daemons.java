package org.tanist.client.follow;

import java.util.concurrent.ThreadFactory;

/** Makes the client's threads: named, daemon. */
public final class Daemons {

    private Daemons() {}

    /** Threads of this name that do not keep the process alive. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
