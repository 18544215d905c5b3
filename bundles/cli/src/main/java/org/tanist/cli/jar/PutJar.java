package org.tanist.cli.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.PublishedJar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist jar put}. */
@Command(name = "put", description = "Publishes a jar; the same bytes twice are one jar.")
public final class PutJar implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "FILE", description = "The jar.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "How it is called; else the name of the file.")
    private @Nullable String name;

    /** The command. */
    public PutJar(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Failure(ExitCode.FAILED, "there is no file " + file + " that can be read");
        }
        try (TanistClient client = globals.client();
                Meter meter = new Meter("sending " + file.getFileName(), globals::draw)) {
            PublishedJar jar = client.jars().put(file, name == null ? String.valueOf(file.getFileName()) : name, meter);
            Json json =
                    Json.object(Map.of("id", jar.id(), "name", jar.name(), "size", jar.size(), "copies", jar.copies()));
            meter.close();
            globals.output().show(json, page -> page.line(jar.id()));
            globals.message(
                    jar.created()
                            ? jar.size()
                                    + (jar.copies() == 1
                                            ? " bytes, one copy"
                                            : " bytes on " + jar.copies() + " masters")
                            : "was published before as " + jar.name());
            return ExitCode.OK;
        }
    }
}
