package org.tanist.cli.journal;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;

/** {@code tanist journal checkpoint}. */
@Command(name = "checkpoint", description = "Takes a checkpoint now and waits until it is durable.")
public final class TakeCheckpoint implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public TakeCheckpoint(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            globals.message("checkpoint at " + client.checkpoint().checkpoint());
            return ExitCode.OK;
        }
    }
}
