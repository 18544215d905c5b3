package org.tanist.cli.registry;

import picocli.CommandLine.Command;

/** The noun {@code registry}. */
@Command(
        name = "registry",
        description = "The linearizable key-value store.",
        subcommands = {GetKey.class, PutKey.class, DeleteKey.class, ListKeys.class})
public final class RegistryCommands {}
