package org.tanist.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.MasterSources;

/** A storage on this host for masters on loopback, with their jars and their journal; it goes when it is closed. */
public interface StorageGround extends AutoCloseable {

    /** One of them, by its name. None is made before {@link #start}. */
    static StorageGround of(String name, Optional<Path> hadoop) {
        return switch (name) {
            case "nfs" -> new DirectoryGround();
            case "hdfs" -> new HdfsGround(jars(hadoop));
            default -> throw new Failure(ExitCode.USAGE, "--storage: there is no '" + name + "' here: hdfs or nfs");
        };
    }

    private static String jars(Optional<Path> hadoop) {
        Path folder = hadoop.or(() -> MasterSources.home()
                        .map(home -> home.resolve("lib").resolve("hadoop"))
                        .filter(Files::isDirectory))
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        "hdfs needs the jars of Hadoop's servers: name their directory with --hadoop, or let"
                                + " 'make demo STORAGE=hdfs' get them"));
        return LocalHdfs.jarsIn(folder);
    }

    /** What it is, for people. */
    String description();

    /** Starts what has to run. */
    void start();

    /** What the masters are told. */
    List<String> options();

    /** Its servers, if it is an HDFS. */
    default Optional<LocalHdfs> hdfs() {
        return Optional.empty();
    }

    @Override
    void close();

    /** What masters with jars and journal there are told. */
    static List<String> options(String root) {
        return List.of("-D", "tanist.jarstore.rootpath=" + root, "-D", "tanist.journal.provider=storage");
    }
}
