package org.tanist.cli.context;

import java.io.Console;

/** Asks before something dangerous. Only at a terminal: a script has decided already. */
public final class Confirmation {

    private Confirmation() {}

    /** Ends the command unless the person agrees, or has agreed beforehand. */
    public static void ask(String what, boolean yes) {
        Console console = System.console();
        if (yes || console == null) {
            return;
        }
        String answer = console.readLine("%s — go on? [y/N] ", what);
        if (answer == null || !(answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))) {
            throw new Failure(ExitCode.FAILED, "nothing was done");
        }
    }
}
