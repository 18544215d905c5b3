package org.tanist.cli.ha;

import picocli.CommandLine.Command;

/** The noun {@code ha}. */
@Command(
        name = "ha",
        description = "Changes of the active.",
        subcommands = {
            TransferCommand.class,
            StandDownCommand.class,
            FailoverCommand.class,
            HistoryCommand.class,
            FormatCommand.class
        })
public final class HaCommands {}
