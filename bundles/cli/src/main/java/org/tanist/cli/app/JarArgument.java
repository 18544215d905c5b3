package org.tanist.cli.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;

/** A jar as it is named on the command line: a file, or the id of one that is in the jar store. */
final class JarArgument {

    private JarArgument() {}

    /** The id of the jar; a file is put into the jar store first. */
    static String id(TanistClient client, String jar, Globals globals) throws IOException {
        if (jar.startsWith("sha256:")) {
            return jar;
        }
        Path file = Path.of(jar);
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.FAILED, "there is no file '" + jar + "': name a jar file, or the id of a jar");
        }
        String name = HttpRequest.encode(file.getFileName().toString(), false);
        Call call = Call.command("POST", "/api/v1/jars?name=" + name, Map.of(), Files.readAllBytes(file))
                .patient(client.options().timeout());
        Json put = Json.parse(client.expect(call).body());
        globals.message("jar " + put.text("id") + " is in the jar store");
        return put.text("id");
    }
}
