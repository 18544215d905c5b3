package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.osgi.service.component.annotations.Component;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * Opens {@code hdfs://host:port/directory} and {@code hdfs://nameservice/directory}.
 *
 * <p>Settings, below {@code tanist.jarstore.}: {@code hadoop.conf-dir} (else the environment's HADOOP_CONF_DIR) with core-site.xml and
 * hdfs-site.xml; {@code hadoop.user}; {@code hadoop.principal} and {@code hadoop.keytab}. Refused with one clear sentence: an HDFS that
 * cannot be reached, has no active NameNode or stays in safe mode, a directory that may not be written or belongs to another cluster, and
 * settings that do not fit together.
 */
@Component(
        property = {
            StorageProvider.PROVIDER + "=" + HdfsStorageProvider.NAME,
            StorageProvider.SCHEMES + "=" + HdfsStorageProvider.SCHEME
        })
public final class HdfsStorageProvider implements StorageProvider {
    static final String NAME = "hdfs";
    static final String SCHEME = "hdfs";

    private static final String CONF_DIR = "hadoop.conf-dir";
    private static final String ENVIRONMENT_CONF_DIR = "HADOOP_CONF_DIR";
    private static final String ENVIRONMENT_USER = "HADOOP_USER_NAME";

    @Override
    public Storage open(StorageRoot root) throws IOException {
        HdfsAddress address = HdfsAddress.parse(root.address());
        Session session = session(address, root);
        Calls calls = new Calls(Optional.of(session.login()));
        try {
            String writer = root.self() + "-" + ProcessHandle.current().pid();
            DataNodes dataNodes = new DataNodes(session.system(), calls);
            Tree tree = new Tree(session.system(), new Names(address), dataNodes, writer);
            Ownership ownership = new Ownership(tree);
            HdfsStorage storage = new HdfsStorage(tree, calls, ownership);
            try {
                new Entrance(tree, calls, address, session.login().getUserName()).enter(root, writer, ownership);
            } catch (IOException | RuntimeException e) {
                storage.close();
                throw e;
            }
            return storage;
        } catch (IOException | RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    /** A file system, and who uses it. */
    private record Session(DistributedFileSystem system, UserGroupInformation login) {}

    private static Session session(HdfsAddress address, StorageRoot root) throws IOException {
        try (Calls calls = new Calls(Optional.empty())) {
            return calls.within(HdfsStorage.LIMIT, "log in", () -> loggedIn(address, root));
        }
    }

    private static Session loggedIn(HdfsAddress address, StorageRoot root) throws IOException {
        Configuration configuration = ClientConfiguration.of(address, directory(root));
        String user = environment(ENVIRONMENT_USER, System.getProperty("user.name", "tanist"));
        UserGroupInformation login = Login.in(configuration, root.settings(), user);
        return new Session(system(address, configuration, login), login);
    }

    private static String directory(StorageRoot root) {
        String configured = root.settings().getOrDefault(CONF_DIR, "");
        return configured.isEmpty() ? environment(ENVIRONMENT_CONF_DIR, "") : configured;
    }

    private static String environment(String name, String fallback) {
        return Optional.ofNullable(System.getenv(name))
                .filter(s -> !s.isBlank())
                .orElse(fallback);
    }

    private static DistributedFileSystem system(
            HdfsAddress address, Configuration configuration, UserGroupInformation login) throws IOException {
        try {
            FileSystem system = login.doAs((java.security.PrivilegedExceptionAction<FileSystem>)
                    () -> FileSystem.newInstance(address.system(), configuration));
            if (system instanceof DistributedFileSystem distributed) {
                return distributed;
            }
            system.close();
            throw new IOException("fs.hdfs.impl is " + system.getClass().getName() + ", which is no HDFS");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while HDFS was opened");
        }
    }
}
