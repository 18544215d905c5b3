package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.FreePorts;
import org.tanist.cli.local.LocalCluster;
import org.tanist.cli.local.Waiting;
import org.tanist.client.TanistClient;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.ApplicationSpec;

/** From a jar of 10 MB in a file to its running process on a worker: with the client library, and with the command. */
final class SubmissionTrials {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MEGABYTES = 10;
    private static final int MEMORY_MB = 64;
    private static final List<String> JVM_ARGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final ClusterOptions own;
    private final Globals globals;
    private final Report report;

    SubmissionTrials(ClusterOptions own, Globals globals, Report report) {
        this.own = own;
        this.globals = globals;
        this.report = report;
    }

    void run(int trials) throws IOException {
        Samples library = new Samples();
        Samples command = new Samples();
        try (LocalCluster cluster = own.prepare(globals);
                TanistClient client = cluster.client()) {
            cluster.start();
            cluster.awaitAllUp(LIMIT);
            cluster.worker("w1").start();
            Waiting.require(
                    LIMIT, "a worker", () -> !client.workers().list(false).isEmpty());
            for (int trial = 0; trial < trials; trial++) {
                library.add(trial(cluster, client, "library-" + trial, (jar, name) -> submit(client, jar, name)));
                command.add(trial(cluster, client, "command-" + trial, (jar, name) -> command(cluster, jar, name)));
                globals.message("submission " + (trial + 1) + " of " + trials);
            }
        }
        report.add("10 MB jar to its running process, client library, ms", library, "1500");
        report.add("10 MB jar to its running process, tanist app submit, ms", command, "1500");
    }

    private interface Submission {
        void of(Path jar, String name) throws IOException;
    }

    private static double trial(LocalCluster cluster, TanistClient client, String name, Submission submission)
            throws IOException {
        Path jar = cluster.directory().resolve(name + ".jar");
        RandomJar.write(jar, MEGABYTES);
        long start = System.nanoTime();
        submission.of(jar, name);
        Waiting.require(
                LIMIT,
                "the process of application " + name,
                () -> process(client, name).isPresent());
        double millis = (System.nanoTime() - start) / 1e6;
        client.applications().delete(name);
        Waiting.require(LIMIT, "the end of application " + name, () -> gone(client, name));
        Files.delete(jar);
        return millis;
    }

    private static void submit(TanistClient client, Path jar, String name) throws IOException {
        String id = client.jars().put(jar, name + ".jar", (bytes, of) -> {}).id();
        List<String> args = List.of(Integer.toString(FreePorts.find(1).get(0)));
        client.applications().submit(new ApplicationSpec(name, id, args, JVM_ARGS, Map.of(), 1, "always", MEMORY_MB));
    }

    private static void command(LocalCluster cluster, Path jar, String name) throws IOException {
        String port = Integer.toString(FreePorts.find(1).get(0));
        Process process = new ProcessBuilder(
                        LocalCluster.program("tanist").toString(),
                        "--masters",
                        cluster.masters().get(0).address(),
                        "app",
                        "submit",
                        jar.toString(),
                        "--name",
                        name,
                        "--memory",
                        Integer.toString(MEMORY_MB),
                        "--jvm-arg=" + JVM_ARGS.get(0),
                        "--jvm-arg=" + JVM_ARGS.get(1),
                        "--",
                        port)
                .redirectErrorStream(true)
                .redirectOutput(cluster.directory().resolve("submit.log").toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure(
                        ExitCode.FAILED,
                        "'tanist app submit' failed: "
                                + Files.readString(cluster.directory().resolve("submit.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its process, if it runs on this host, where the worker is. */
    private static Optional<ProcessHandle> process(TanistClient client, String name) {
        return client.applications().show(name, false).instances().stream()
                .filter(instance -> instance.state().equals("running"))
                .map(Application.Instance::pid)
                .flatMap(pid -> pid.stream().boxed())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst();
    }

    private static boolean gone(TanistClient client, String name) {
        try {
            client.applications().show(name, false);
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }
}
