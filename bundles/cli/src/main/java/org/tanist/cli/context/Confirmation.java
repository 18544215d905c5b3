package org.tanist.cli.context;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** Asks before something dangerous. Only at a terminal: a script has decided already. */
public final class Confirmation {

    private Confirmation() {}

    /** Ends the command unless the person agrees, or has agreed beforehand. */
    public static void ask(Globals globals, String what, boolean yes) {
        if (yes || !Terminal.input()) {
            return;
        }
        String answer = line(globals, what + " - go on? [y/N]").orElse("");
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new Failure(ExitCode.FAILED, "nothing was done");
        }
    }

    /** Asks for a line; none if nobody is there to give one. */
    public static Optional<String> line(Globals globals, String question) {
        if (!Terminal.input()) {
            return Optional.empty();
        }
        globals.message(question);
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return Optional.ofNullable(reader.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
