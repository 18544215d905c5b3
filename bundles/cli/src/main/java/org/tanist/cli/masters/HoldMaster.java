package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tanist masters hold}. */
@Command(name = "hold", description = "Keeps a member standby: it must not become active until it is released.")
public final class HoldMaster implements Callable<Integer> {

    private final Globals globals;

    @Mixin
    private final Holding holding = new Holding();

    /** The command. */
    public HoldMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        return holding.change(globals, true);
    }
}
