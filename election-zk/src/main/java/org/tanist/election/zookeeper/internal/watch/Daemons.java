package org.tanist.election.zookeeper.internal.watch;

/** Makes the threads of this package. */
final class Daemons {

    private Daemons() {}

    /** A thread whose delay would be a delay of every failover; not started yet. */
    static Thread urgent(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }
}
