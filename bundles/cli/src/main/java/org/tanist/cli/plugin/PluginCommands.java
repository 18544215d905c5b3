package org.tanist.cli.plugin;

import picocli.CommandLine.Command;

/** The noun {@code plugin}. */
@Command(name = "plugin", description = "Bundles, providers and services.", subcommands = ListPlugins.class)
public final class PluginCommands {}
