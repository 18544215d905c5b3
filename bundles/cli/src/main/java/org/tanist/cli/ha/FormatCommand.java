package org.tanist.cli.ha;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist ha format}. */
@Command(name = "format", description = "Wipes the HA data of a stopped cluster; all that it has kept is gone.")
public final class FormatCommand implements Callable<Integer> {

    private final Globals globals;

    @Option(
            names = "--dir",
            paramLabel = "DATA",
            description = "The data directory of one stopped master on this host.")
    private @Nullable String dir;

    @Option(
            names = "--auth-file",
            paramLabel = "FILE",
            description = "With --zookeeper: the file with user:password; default: that of conf/tanist.conf.")
    private @Nullable String authFile;

    @Option(names = "--yes", paramLabel = "NAME", description = "The cluster's name, instead of typing it.")
    private @Nullable String yes;

    @Option(names = "--dry-run", description = "Only run the checks and say what would be wiped.")
    private boolean dryRun;

    /** The command. */
    public FormatCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        String zookeeper = globals.zookeeper();
        if (zookeeper != null) {
            if (dir != null) {
                throw new Failure(ExitCode.USAGE, "--dir and --zookeeper exclude each other: name one of them");
            }
            return new ZooKeeperFormatting(globals).run(zookeeper, authFile, yes, dryRun);
        }
        return new Formatting(globals).run(dir, yes, dryRun);
    }
}
