package org.tanist.cli.config;

import picocli.CommandLine.Command;

/** The noun {@code config}. */
@Command(
        name = "config",
        description = "Effective configuration.",
        subcommands = {ShowConfig.class, DiffConfig.class})
public final class ConfigCommands {}
