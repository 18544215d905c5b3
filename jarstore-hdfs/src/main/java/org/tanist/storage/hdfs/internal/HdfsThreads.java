package org.tanist.storage.hdfs.internal;

import java.security.PrivilegedAction;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Makes the threads on which HDFS is called. Hadoop finds its classes through their context class loader, and takes who asks a datanode
 * from the thread, not from the file system.
 *
 * @param user who calls; empty before the login
 */
record HdfsThreads(Optional<UserGroupInformation> user) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(() -> run(task), "tanist-hdfs");
        thread.setDaemon(true);
        thread.setContextClassLoader(HdfsThreads.class.getClassLoader());
        return thread;
    }

    private void run(Runnable task) {
        PrivilegedAction<Boolean> action = () -> {
            task.run();
            return true;
        };
        if (user.isPresent()) {
            user.get().doAs(action);
        } else {
            action.run();
        }
    }
}
