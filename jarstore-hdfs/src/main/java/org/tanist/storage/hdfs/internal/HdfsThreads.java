package org.tanist.storage.hdfs.internal;

import java.util.concurrent.ThreadFactory;

/** Makes the threads on which HDFS is called. Hadoop finds its classes through their context class loader. */
final class HdfsThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "tanist-hdfs");
        thread.setDaemon(true);
        thread.setContextClassLoader(HdfsThreads.class.getClassLoader());
        return thread;
    }
}
