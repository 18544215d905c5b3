package org.tanist.itests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tanist.cli.local.LocalHdfs;
import org.tanist.testkit.FreePorts;

/** Two NameNodes of one nameservice and two datanodes, as processes, from the Hadoop jars on the tests' class path. */
public final class HdfsServers implements AutoCloseable {
    private final LocalHdfs hdfs = new LocalHdfs(
            folder(),
            LocalHdfs.jarsOf(System.getProperty("java.class.path")),
            new LocalHdfs.Size(2, 2),
            FreePorts::next);

    /** Hadoop's servers do not take directories with blanks in their names. */
    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Tarball.work()), "hdfs-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers' processes; none runs before {@link LocalHdfs#start}. */
    public LocalHdfs servers() {
        return hdfs;
    }

    /** What a master is told that has its jars and its journal there. */
    public String[] options() {
        return new String[] {
            "-D",
            "tanist.jarstore.rootpath=" + hdfs.root(),
            "-D",
            "tanist.jarstore.hadoop.conf-dir=" + hdfs.configuration(),
            "-D",
            "tanist.jarstore.hadoop.user=" + System.getProperty("user.name"),
            "-D",
            "tanist.journal.provider=storage"
        };
    }

    @Override
    public void close() {
        hdfs.close();
    }
}
