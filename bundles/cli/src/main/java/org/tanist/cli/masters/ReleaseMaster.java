package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tanist masters release}. */
@Command(name = "release", description = "Lets a held member become active again.")
public final class ReleaseMaster implements Callable<Integer> {

    private final Globals globals;

    @Mixin
    private final Holding holding = new Holding();

    /** The command. */
    public ReleaseMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        return holding.change(globals, false);
    }
}
