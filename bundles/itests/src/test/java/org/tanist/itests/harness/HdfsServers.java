package org.tanist.itests.harness;

import org.tanist.cli.local.LocalHdfs;
import org.tanist.testkit.FreePorts;

/** Two NameNodes of one nameservice and two datanodes, as processes, from the Hadoop jars on the tests' class path. */
public final class HdfsServers implements AutoCloseable {
    private final LocalHdfs hdfs = new LocalHdfs(
            Tarball.fresh("hdfs"),
            LocalHdfs.jarsOf(System.getProperty("java.class.path")),
            new LocalHdfs.Size(2, 2),
            FreePorts::next);

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
