package org.tanist.cli.masters;

import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What hold and release have in common: a member, and a reason. */
final class Holding {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or address.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Shown with the member and kept in the history.")
    private @Nullable String reason;

    int change(Globals globals, boolean held) {
        try (TanistClient client = globals.client()) {
            Master master = ClusterReading.member(client, name, globals.stale());
            Master changed = reason == null
                    ? client.masters().hold(master.name(), held)
                    : client.masters().hold(master.name(), held, reason);
            globals.message("master " + changed.name() + (held ? " is held" : " is released"));
            return ExitCode.OK;
        }
    }
}
