package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.local.LocalHdfs;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;
import org.tanist.storage.Storage;
import org.tanist.storage.StorageRoot;
import org.tanist.testkit.FreePorts;

/** A NameNode and two datanodes, as processes, for all tests of this module; they end with its JVM. */
final class RealHdfs {
    private static final AtomicInteger ROOTS = new AtomicInteger();
    private static @Nullable LocalHdfs running;

    private RealHdfs() {}

    static synchronized LocalHdfs shared() {
        LocalHdfs hdfs = running;
        if (hdfs == null) {
            try {
                Path folder = Files.createDirectories(Path.of("target"));
                hdfs = new LocalHdfs(
                                Files.createTempDirectory(folder, "hdfs-").toAbsolutePath(),
                                LocalHdfs.jarsOf(System.getProperty("java.class.path")),
                                new LocalHdfs.Size(1, 2),
                                FreePorts::next)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            running = hdfs;
        }
        return hdfs;
    }

    /** The address of a directory that is not there yet. */
    static String fresh() {
        return shared().root() + "/" + ROOTS.incrementAndGet();
    }

    static Storage open(String address, long master, Map<String, String> settings) throws IOException {
        return new HdfsStorageProvider().open(root(address, 7, master, settings));
    }

    static StorageRoot root(String address, long cluster, long master, Map<String, String> settings) {
        return new StorageRoot(
                address,
                Path.of("target"),
                new ClusterId(new UUID(0, cluster)),
                new MasterId(new UUID(1, master)),
                settings);
    }

    /** The settings of a master that knows the site's files. */
    static Map<String, String> settings() {
        return Map.of(
                "hadoop.conf-dir",
                shared().configuration().toString(),
                "hadoop.user",
                System.getProperty("user.name", "nobody"));
    }

    /** The file system itself, as its administrator. */
    static DistributedFileSystem system() throws IOException {
        HdfsAddress address = HdfsAddress.parse(shared().root());
        Configuration configuration =
                ClientConfiguration.of(address, shared().configuration().toString());
        UserGroupInformation user = UserGroupInformation.createRemoteUser(System.getProperty("user.name", "nobody"));
        try {
            return (DistributedFileSystem) user.doAs((PrivilegedExceptionAction<FileSystem>)
                    () -> FileSystem.newInstance(address.system(), configuration));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
