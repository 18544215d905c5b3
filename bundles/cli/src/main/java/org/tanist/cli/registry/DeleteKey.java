package org.tanist.cli.registry;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist registry delete}. */
@Command(name = "delete", description = "Deletes a key; exit code 3 if there is none.")
public final class DeleteKey implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "K", description = "The key.")
    private String key = "";

    @Option(names = "--if-version", paramLabel = "N", description = "Only if the key has this version.")
    private @Nullable Long version;

    /** The command. */
    public DeleteKey(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            boolean deleted = version == null
                    ? client.registry().delete(key)
                    : client.registry().delete(key, version);
            if (!deleted) {
                throw new Failure(ExitCode.NOT_FOUND, "there is no key '" + key + "'");
            }
            return ExitCode.OK;
        }
    }
}
