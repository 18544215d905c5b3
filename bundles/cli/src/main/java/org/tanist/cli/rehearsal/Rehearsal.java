package org.tanist.cli.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tanist.cli.Main;
import org.tanist.cli.context.MasterSources;

/**
 * What {@code bin/tanist} runs in the background after the first command, with {@code -XX:DumpLoadedClassList}: the commands that are
 * used most, against a master on a stage. The class archive that is made of it takes class loading off later commands.
 */
public final class Rehearsal {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("status"),
            List.of("status", "-o", "json"),
            List.of("leader"),
            List.of("masters", "list"),
            List.of("registry", "get", "key"),
            List.of("ha", "history"),
            List.of("explain"));

    private Rehearsal() {}

    /** Runs the commands; their outcome does not matter, only which classes they load. */
    public static void main(String[] args) throws IOException {
        run(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Runs the commands and gives their exit codes. */
    static List<Integer> run(PrintStream out) throws IOException {
        List<Integer> exitCodes = new ArrayList<>();
        MasterSources.named();
        try (StageMaster master = new StageMaster()) {
            for (List<String> command : COMMANDS) {
                List<String> words = new ArrayList<>(List.of("--masters", master.address(), "--timeout", "5s"));
                words.addAll(command);
                exitCodes.add(Main.run(words.toArray(String[]::new), out, out));
            }
        }
        return exitCodes;
    }
}
