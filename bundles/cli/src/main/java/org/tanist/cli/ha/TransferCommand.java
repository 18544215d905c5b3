package org.tanist.cli.ha;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.TransitionOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist ha transfer}. */
@Command(name = "transfer", description = "Makes a named master the active one, without a lost or failed write.")
public final class TransferCommand implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "NAME", description = "The master that is to become active: its name or address.")
    private String name = "";

    @Option(names = "--force", description = "Go on although a check failed, if that cannot lose acknowledged entries.")
    private boolean force;

    @Mixin
    private TransitionOptions options = new TransitionOptions();

    /** The command. */
    public TransferCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.followingClient()) {
            String target = ClusterReading.member(client, name, false).name();
            TransitionOrder order = new TransitionOrder("transfer", target, options.reason(), force, false);
            TransitionRun run = new TransitionRun(globals, client);
            if (options.dryRun()) {
                return run.check(order);
            }
            Confirmation.ask(globals, "This makes " + target + " the active master", options.yes());
            return run.run(order, options.waiting());
        }
    }
}
