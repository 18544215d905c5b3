package org.tanist.cli.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.RegistryClient;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Written;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist registry put}. */
@Command(name = "put", description = "Sets a key; the value is the second argument, or stdin.")
public final class PutKey implements Callable<Integer> {

    private static final int LARGEST = 256 * 1024;

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "K", description = "The key.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "V", description = "The value; - or nothing reads stdin.")
    private String value = "-";

    @Option(
            names = "--if-version",
            paramLabel = "N",
            description = "Only if the key has this version; 0: only if it does not exist.")
    private @Nullable Long version;

    /** The command. */
    public PutKey(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        byte[] bytes = value.equals("-") ? System.in.readNBytes(LARGEST + 1) : value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST) {
            throw new Failure(ExitCode.FAILED, "the value is larger than 256 KiB");
        }
        try (TanistClient client = globals.client()) {
            Written written = write(client.registry(), bytes);
            Json json = Json.object(Map.of("key", key, "version", written.version(), "created", written.created()));
            globals.output().show(json, page -> page.line("version " + written.version()));
            return ExitCode.OK;
        }
    }

    private Written write(RegistryClient registry, byte[] bytes) {
        if (version == null) {
            return registry.put(key, bytes);
        }
        return version == 0 ? registry.create(key, bytes) : registry.replace(key, version, bytes);
    }
}
