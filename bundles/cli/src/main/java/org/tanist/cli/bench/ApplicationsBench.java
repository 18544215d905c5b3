package org.tanist.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tanist bench applications}. */
@Command(
        name = "applications",
        description = {
            "Measures jars, workers and applications: how long a submission takes to the running process, what a worker takes,",
            "what an upload does to the masters' memory, and what many workers cost the active, also in a failover.",
            "Many workers are simulated: they keep the protocol over HTTP and run nothing."
        })
public final class ApplicationsBench implements Callable<Integer> {

    private final Globals globals;

    /** What can be measured. */
    enum Part {
        /** From a jar in a file to the running process. */
        SUBMISSION,
        /** A worker's start and its memory. */
        WORKER,
        /** A large jar. */
        UPLOAD,
        /** What many workers cost the active, and how soon another one has them. */
        FLEET
    }

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "submission, worker, upload, fleet; default: all of them.")
    private List<Part> parts = List.of(Part.values());

    @Option(names = "--trials", paramLabel = "N", description = "Submissions and starts of a worker; default 10.")
    private int trials = 10;

    @Option(names = "--failovers", paramLabel = "N", description = "With many workers; default 3.")
    private int failovers = 3;

    @Option(names = "--workers", paramLabel = "N", description = "Simulated workers; default 1000.")
    private int workers = 1_000;

    @Option(names = "--applications", paramLabel = "N", description = "On the simulated workers; default 1000.")
    private int applications = 1_000;

    @Option(names = "--seconds", paramLabel = "N", description = "How long processor time is counted; default 30.")
    private int seconds = 30;

    @Option(names = "--megabytes", paramLabel = "N", description = "Size of the large jar; default 200.")
    private int megabytes = 200;

    @Mixin
    private final ClusterOptions own = new ClusterOptions();

    /** The command. */
    public ApplicationsBench(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (trials < 1 || failovers < 0 || workers < 1 || applications < 0 || seconds < 1 || megabytes < 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--trials, --workers, --seconds and --megabytes must be positive, others not negative");
        }
        Report report = new Report();
        for (Part part : parts) {
            switch (part) {
                case SUBMISSION -> new SubmissionTrials(own, globals, report).run(trials);
                case WORKER -> new WorkerTrials(own, globals, report).run(trials);
                case UPLOAD -> new UploadTrial(own, globals, report).run(megabytes);
                case FLEET ->
                    new FleetTrials(own, globals, report)
                            .run(new FleetTrials.Size(workers, applications, failovers, seconds));
            }
        }
        report.show(globals);
        return ExitCode.OK;
    }
}
