package org.tanist.cli.masters;

import picocli.CommandLine.Command;

/** The noun {@code masters}. */
@Command(
        name = "masters",
        description = "The cluster's members.",
        subcommands = {
            ListMasters.class,
            ShowMaster.class,
            AddMaster.class,
            RemoveMaster.class,
            HoldMaster.class,
            ReleaseMaster.class,
            PreferMaster.class,
            MoveMaster.class
        })
public final class MastersCommands {}
