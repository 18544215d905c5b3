package org.tanist.cli.bench;

import picocli.CommandLine.Command;

/** The noun {@code bench}. */
@Command(
        name = "bench",
        description = "Measures a cluster; starts one of its own on this host unless told otherwise.",
        subcommands = {
            FailoverBench.class,
            ThroughputBench.class,
            StartupBench.class,
            ApplicationsBench.class,
            EnduranceBench.class,
            SteadinessBench.class,
            StorageBench.class
        })
public final class BenchCommands {}
