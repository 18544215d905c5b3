package org.tanist.worker.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tanist.client.wire.Assignment;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.files.WorkerDirectory;

/**
 * Starts runs.
 *
 * @param directory of the worker
 * @param java the program that runs them
 * @param masters what instances are told of the masters: {@code host:port[,host:port]}
 * @param logBytes how large a log file becomes; there are two of each run
 */
public record Launcher(WorkerDirectory directory, String java, Supplier<String> masters, long logBytes) {

    /**
     * Starts a run whose folder and jar are there.
     *
     * @param deadline in hundredths of a second since boot: later it does not begin
     * @return the leader of its process group
     */
    Process launch(Assignment assignment, RunDirectory files, long deadline) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "/bin/sh"));
        command.add(directory.file("runner.sh").toString());
        command.add(Long.toString(deadline));
        command.add(Long.toString(logBytes));
        command.addAll(CommandLine.words(java, assignment, files.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(files.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(files.path().resolve("runner.log").toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> environment = builder.environment();
        // What was meant for the worker is not for its instances.
        environment.keySet().removeIf(name -> name.startsWith("TANIST_"));
        environment.putAll(CommandLine.environment(assignment, masters.get(), directory.id()));
        return builder.start();
    }

    /** How the processes of a run are marked: {@code NAME=value}. */
    String mark(RunDirectory files) {
        return Mark.VARIABLE + "=" + Mark.of(directory.id(), files.run());
    }
}
