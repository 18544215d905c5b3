package org.tanist.cli.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.jar.Meter;
import org.tanist.client.TanistClient;

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
        String id;
        try (Meter meter = new Meter("sending " + file.getFileName(), globals::draw)) {
            id = client.jars()
                    .put(file, String.valueOf(file.getFileName()), meter)
                    .id();
        }
        return id;
    }
}
