package org.tanist.cli.journal;

import picocli.CommandLine.Command;

/** The noun {@code journal}. */
@Command(
        name = "journal",
        description = "The replicated log.",
        subcommands = {JournalInfo.class, TakeCheckpoint.class, BackupJournal.class})
public final class JournalCommands {}
