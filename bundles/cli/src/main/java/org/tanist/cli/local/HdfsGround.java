package org.tanist.cli.local;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two NameNodes and two datanodes. */
final class HdfsGround implements StorageGround {
    private static final LocalHdfs.Size SIZE = new LocalHdfs.Size(2, 2);

    private final TemporaryDirectory directory = TemporaryDirectory.make("hdfs");
    private final LocalHdfs hdfs;

    /** Not started yet, from these jars of Hadoop's servers. */
    HdfsGround(String jars) {
        hdfs = new LocalHdfs(
                directory.path(), jars, SIZE, () -> FreePorts.find(1).get(0));
    }

    @Override
    public Optional<LocalHdfs> hdfs() {
        return Optional.of(hdfs);
    }

    @Override
    public String description() {
        return "an HDFS of two NameNodes and two datanodes: " + hdfs.root();
    }

    @Override
    public void start() {
        hdfs.start();
    }

    @Override
    public List<String> options() {
        return Stream.concat(
                        StorageGround.options(hdfs.root()).stream(),
                        Stream.of("-D", "tanist.jarstore.hadoop.conf-dir=" + hdfs.configuration()))
                .toList();
    }

    @Override
    public void close() {
        hdfs.close();
        directory.remove();
    }
}
