package org.tanist.cli.jar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist jar get}. */
@Command(name = "get", description = "Downloads a jar and verifies it.")
public final class GetJar implements Callable<Integer> {

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "ID", description = "The jar's id, the beginning of it, or its name.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Is there whole, or not at all.")
    private Path file = Path.of("");

    /** The command. */
    public GetJar(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        try (TanistClient client = globals.client();
                Meter meter = new Meter("receiving " + id, globals::draw)) {
            String found = JarNames.resolve(client, id, globals.stale());
            long size = client.jars().get(found, file, meter);
            meter.close();
            globals.message(size + " bytes in " + file + ", verified");
            return ExitCode.OK;
        }
    }
}
