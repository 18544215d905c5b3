package org.tanist.cli.app;

import picocli.CommandLine.Command;

/** The noun {@code app}. */
@Command(
        name = "app",
        description = "Applications: jars that are kept running on the workers.",
        subcommands = {
            SubmitApp.class,
            ListApps.class,
            ShowApp.class,
            StopApp.class,
            RestartApp.class,
            DeleteApp.class,
            AppLogs.class,
            AppHistory.class
        })
public final class AppCommands {}
