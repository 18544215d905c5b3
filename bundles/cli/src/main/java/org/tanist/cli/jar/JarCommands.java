package org.tanist.cli.jar;

import picocli.CommandLine.Command;

/** The noun {@code jar}. */
@Command(
        name = "jar",
        description = "The jars that applications are made of.",
        subcommands = {PutJar.class, ListJars.class, GetJar.class, DeleteJar.class, VerifyJars.class, MigrateJars.class
        })
public final class JarCommands {}
