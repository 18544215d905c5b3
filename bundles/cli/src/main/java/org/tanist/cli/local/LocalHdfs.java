package org.tanist.cli.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.client.http.Address;
import org.tanist.client.http.Connection;
import org.tanist.client.http.HttpRequest;

/**
 * A real HDFS on loopback, each server a process of its own, from Hadoop's jars. With two NameNodes it is a nameservice whose NameNodes
 * share their edits in a directory; who is active is said by {@link #activate}. For one thread, but for {@link #close}.
 */
public final class LocalHdfs implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final List<String> JARS = List.of("hadoop-client-", "slf4j-", "commons-logging-");
    private static final String NAME_NODE = "org.apache.hadoop.hdfs.server.namenode.NameNode";
    private static final String DATA_NODE = "org.apache.hadoop.hdfs.server.datanode.DataNode";
    private static final String ADMINISTRATION = "org.apache.hadoop.hdfs.tools.DFSHAAdmin";
    private static final String SHELL = "org.apache.hadoop.fs.FsShell";

    private final HdfsSite site;
    private final String classPath;
    private final LocalServers servers = new LocalServers("hdfs");

    /**
     * Prepares the servers; none runs yet.
     *
     * @param directory where their data and logs go; must exist
     * @param classPath with the jars of Hadoop's servers
     * @param size how many there are
     * @param ports gives free ones
     */
    public LocalHdfs(Path directory, String classPath, Size size, IntSupplier ports) {
        this.classPath = classPath;
        this.site = new HdfsSite(
                directory,
                IntStream.range(0, size.nameNodes())
                        .mapToObj(i -> new HdfsSite.NameNode(ports.getAsInt(), ports.getAsInt()))
                        .toList(),
                IntStream.range(0, size.dataNodes())
                        .mapToObj(i -> new HdfsSite.DataNode(ports.getAsInt(), ports.getAsInt(), ports.getAsInt()))
                        .toList());
        site.write();
    }

    /** How many servers: one NameNode, or two of one nameservice. */
    public record Size(int nameNodes, int dataNodes) {}

    /** Of a class path, the jars that Hadoop's servers need. */
    public static String jarsOf(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(jar -> JARS.stream()
                        .anyMatch(name -> Path.of(jar).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** All jars of a directory, by their absolute paths: the servers have a working directory of their own. */
    public static String jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read the directory of Hadoop's jars, " + folder);
        }
    }

    /** Makes the file system, starts all servers, and waits until files can be written. */
    public LocalHdfs start() {
        must("format", site.nameNode(0), NAME_NODE, "-format", "-force", "-nonInteractive");
        for (int i = 1; i < site.nameNodes().size(); i++) {
            copy(site.names(0), site.names(i));
        }
        IntStream.range(0, site.nameNodes().size()).forEach(this::startNameNode);
        IntStream.range(0, site.dataNodes().size()).forEach(this::startDataNode);
        if (site.highlyAvailable()) {
            awaitAnswering(0);
            activate(0);
        }
        Waiting.require(START_LIMIT, "HDFS with all its datanodes", this::complete);
        return this;
    }

    /** Starts a NameNode, for the first time or again; does not wait. */
    public void startNameNode(int number) {
        launch(HdfsSite.name(number), site.nameNode(number), NAME_NODE);
    }

    /** Starts a datanode, for the first time or again; does not wait. */
    public void startDataNode(int number) {
        launch("dn" + (number + 1), site.dataNode(number), DATA_NODE);
    }

    /** SIGKILL to a NameNode. */
    public void killNameNode(int number) {
        servers.kill(HdfsSite.name(number));
    }

    /** SIGKILL to a datanode. */
    public void killDataNode(int number) {
        servers.kill("dn" + (number + 1));
    }

    /** SIGSTOP to a datanode: it keeps its connections, and does nothing. */
    public void stopDataNode(int number) {
        servers.signal("dn" + (number + 1), "STOP");
    }

    /** SIGCONT to a datanode that was stopped. */
    public void continueDataNode(int number) {
        servers.signal("dn" + (number + 1), "CONT");
    }

    /** Makes a NameNode of the nameservice the active one, whether or not the one before still lives. */
    public void activate(int number) {
        must(
                "activate",
                site.client(),
                ADMINISTRATION,
                "-ns",
                HdfsSite.SERVICE,
                "-transitionToActive",
                "--forceactive",
                "--forcemanual",
                HdfsSite.name(number));
    }

    /** Waits until a NameNode says what it is. */
    public void awaitAnswering(int number) {
        Waiting.require(
                START_LIMIT,
                "NameNode " + HdfsSite.name(number),
                () -> ask(number, "NameNodeStatus").contains("\"State\""));
    }

    private boolean complete() {
        failOnEnded();
        return IntStream.range(0, site.nameNodes().size())
                .mapToObj(i -> ask(i, "FSNamesystemState"))
                .anyMatch(state -> state.matches("(?s).*\"FSState\"\\s*:\\s*\"Operational\".*")
                        && state.matches("(?s).*\"NumLiveDataNodes\"\\s*:\\s*"
                                + site.dataNodes().size() + "\\b.*"));
    }

    private String ask(int number, String bean) {
        Address address = new Address("127.0.0.1", site.nameNodes().get(number).http());
        try (Connection connection = Connection.open(address, ANSWER)) {
            HttpRequest request = new HttpRequest("GET", "/jmx?qry=Hadoop:service=NameNode,name=" + bean, Map.of());
            return new String(
                    connection.exchange(request, ANSWER, LARGEST_ANSWER).body(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // It does not run, or not yet.
            return "";
        }
    }

    /** A directory on it, as in {@code tanist.jarstore.rootpath}. */
    public String root() {
        return site.root() + "/tanist";
    }

    /** For {@code tanist.jarstore.hadoop.conf-dir}. */
    public Path configuration() {
        return site.client();
    }

    /** Copies a local file there with Hadoop's own tool. */
    public void put(Path file, String name) {
        must("put", site.client(), SHELL, "-put", "-f", file.toString(), site.root() + "/" + name);
    }

    private void launch(String name, Path configuration, String main) {
        if (servers.find(name).filter(Process::isAlive).isPresent()) {
            throw new Failure(ExitCode.FAILED, name + " runs already");
        }
        servers.keep(name, run(name, configuration, List.of(main)));
    }

    private void must(String name, Path configuration, String... arguments) {
        Process process = run(name, configuration, List.of(arguments));
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure(
                        ExitCode.FAILED,
                        "HDFS: " + String.join(" ", arguments) + " did not succeed; its output is in " + log(name));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted");
        }
    }

    private Process run(String name, Path configuration, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                configuration + File.pathSeparator + classPath));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(site.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().put("HADOOP_USER_NAME", System.getProperty("user.name"));
        try {
            Process process = builder.start();
            // Whatever a tool asks: yes.
            process.getOutputStream().write("Y\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process of HDFS: " + e.getMessage(), e);
        }
    }

    private Path log(String name) {
        return site.directory().resolve(name + ".log");
    }

    private void failOnEnded() {
        servers.ended().forEach(name -> {
            throw new Failure(ExitCode.FAILED, name + " of HDFS ended; its output is in " + log(name));
        });
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + ": " + e.getMessage(), e);
        }
    }

    /** Kills all servers. May be called again. */
    @Override
    public void close() {
        servers.close();
    }
}
