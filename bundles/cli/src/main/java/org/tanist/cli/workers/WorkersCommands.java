package org.tanist.cli.workers;

import picocli.CommandLine.Command;

/** The noun {@code workers}. */
@Command(
        name = "workers",
        description = "Workers: where applications run.",
        subcommands = {ListWorkers.class, DrainWorker.class, ResumeWorker.class, RemoveWorker.class})
public final class WorkersCommands {}
