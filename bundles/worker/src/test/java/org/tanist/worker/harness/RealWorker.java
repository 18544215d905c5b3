package org.tanist.worker.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tanist.worker.files.Texts;
import org.tanist.worker.process.ProcessName;
import org.tanist.worker.process.ProcessTable;
import org.tanist.worker.process.Signals;

/** A worker as a process; {@link #close} leaves nothing of it, whatever became of it. */
public final class RealWorker implements AutoCloseable {
    private final Path directory;
    private final List<String> command;
    private final Path output;
    private Process process;

    public RealWorker(Path directory, String masters, String... options) {
        this.directory = directory;
        this.output = directory.resolveSibling(directory.getFileName() + ".out");
        command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.tanist.worker.Main",
                "-masters",
                masters,
                "-dir",
                directory.toString()));
        command.addAll(List.of(options));
    }

    public RealWorker start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().remove("TANIST_MASTERS");
        process = builder.start();
        return this;
    }

    public void signal(String name) throws IOException {
        Signals.each(name, List.of(process.pid()));
    }

    public int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("the worker does not end:\n" + output());
        }
        return process.exitValue();
    }

    public int kill() throws IOException, InterruptedException {
        signal("KILL");
        return exitCode();
    }

    public String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    public Path directory() {
        return directory;
    }

    /** The keeper, if it runs. */
    public List<Long> keeper() throws IOException {
        return Texts.read(directory.resolve("keeper.pid"))
                .flatMap(ProcessName::parse)
                .filter(ProcessName::alive)
                .map(name -> List.of(name.pid()))
                .orElse(List.of());
    }

    /** All processes that instances of this worker have. */
    public List<Long> instances() throws IOException {
        String id = Texts.read(directory.resolve("worker.id")).orElse("none");
        List<Long> found = new ArrayList<>();
        for (ProcessTable.Row row : ProcessTable.all()) {
            Path environment = Path.of("/proc/" + row.pid() + "/environ");
            try {
                if (row.running()
                        && Files.readString(environment, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains("TANIST_RUN=" + id + ":")) {
                    found.add(row.pid());
                }
            } catch (IOException e) {
                // It has just gone.
                continue;
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
        Signals.each("KILL", keeper());
        Signals.each("KILL", instances());
    }
}
