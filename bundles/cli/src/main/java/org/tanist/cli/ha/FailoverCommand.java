package org.tanist.cli.ha;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.TransitionOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist ha failover}. */
@Command(name = "failover", description = "Makes another master active although the present one may not take part.")
public final class FailoverCommand implements Callable<Integer> {

    private final Globals globals;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The new active; by default the best one.")
    private @Nullable String name;

    @Option(names = "--force", description = "Go on although a check failed, if that cannot lose acknowledged entries.")
    private boolean force;

    @Mixin
    private TransitionOptions options = new TransitionOptions();

    /** The command. */
    public FailoverCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.followingClient()) {
            String target = name == null
                    ? null
                    : ClusterReading.member(client, name, true).name();
            TransitionOrder order = new TransitionOrder("failover", target, options.reason(), force, false);
            TransitionRun run = new TransitionRun(globals, client);
            if (options.dryRun()) {
                return run.check(order);
            }
            Confirmation.ask(globals, "This forces a change of the active master", options.yes());
            return run.run(order, options.waiting());
        }
    }
}
