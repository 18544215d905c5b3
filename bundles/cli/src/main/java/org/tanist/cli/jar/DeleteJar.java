package org.tanist.cli.jar;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist jar delete}. */
@Command(name = "delete", description = "Deletes a jar that no application uses.")
public final class DeleteJar implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "ID", description = "The jar's id, the beginning of it, or its name.")
    private String id = "";

    /** The command. */
    public DeleteJar(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            String found = JarNames.resolve(client, id, globals.stale());
            if (!client.jars().delete(found)) {
                throw new Failure(ExitCode.NOT_FOUND, "there is no jar " + found);
            }
            globals.message(found + " is deleted");
            return ExitCode.OK;
        }
    }
}
