package org.tanist.cli.status;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.json.Json;
import picocli.CommandLine.Command;

/** {@code tanist version}. */
@Command(name = "version", description = "Prints the version of this command.")
public final class VersionCommand implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public VersionCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        String version = version();
        String java = System.getProperty("java.version", "unknown");
        globals.output()
                .show(
                        Json.object(Map.of("version", version, "java", java)),
                        page -> page.line("tanist " + version + " (Java " + java + ")"));
        return ExitCode.OK;
    }

    /** The version that this was built as. */
    static String version() throws IOException {
        try (InputStream in = VersionCommand.class.getResourceAsStream("/org/tanist/cli/version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
