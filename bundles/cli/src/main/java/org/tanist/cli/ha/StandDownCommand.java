package org.tanist.cli.ha;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import org.tanist.client.wire.TransitionOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist ha stand-down}. */
@Command(name = "stand-down", description = "Lets the active hand over to the best standby.")
public final class StandDownCommand implements Callable<Integer> {

    private final Globals globals;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The master that is to stand down; refused if it is not the active one.")
    private @Nullable String name;

    @Option(names = "--hold", description = "Hold it afterwards, so that it stays standby.")
    private boolean hold;

    @Mixin
    private TransitionOptions options = new TransitionOptions();

    /** The command. */
    public StandDownCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.followingClient()) {
            if (name != null) {
                requireActive(ClusterReading.member(client, name, false));
            }
            TransitionOrder order = new TransitionOrder("stand-down", null, options.reason(), false, hold);
            TransitionRun run = new TransitionRun(globals, client);
            if (options.dryRun()) {
                return run.check(order);
            }
            Confirmation.ask(globals, "This lets the active master stand down", options.yes());
            return run.run(order, options.waiting());
        }
    }

    /** Refuses a master that has nothing to stand down from. */
    public static void requireActive(Master master) {
        if (!master.role().equals("active")) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "master " + master.name() + " is " + master.role()
                            + ", not active; there is nothing to stand down from");
        }
    }
}
