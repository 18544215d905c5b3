package org.tanist.cli.masters;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.http.Address;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist masters add}. */
@Command(name = "add", description = "Makes the master that answers at an address a member.")
public final class AddMaster implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "ADDR", description = "Its host:port.")
    private String address = "";

    /** The command. */
    public AddMaster(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Master added = client.masters().add(Address.parse(address).toString());
            globals.message("master " + added.name() + " (" + added.address() + ") is a member");
            return ExitCode.OK;
        }
    }
}
