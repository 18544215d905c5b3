package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist masters prefer}. */
@Command(name = "prefer", description = "Prefers a member as active; a higher number is preferred more, 0 is neutral.")
public final class PreferMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "N",
            defaultValue = "1",
            description = "Priority (default 1).")
    private int priority;

    /** The command. */
    public PreferMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Master master = ClusterReading.member(client, name, globals.stale());
            Master changed = client.masters().prefer(master.name(), priority);
            globals.message("master " + changed.name() + " has priority " + changed.priority());
            return ExitCode.OK;
        }
    }
}
