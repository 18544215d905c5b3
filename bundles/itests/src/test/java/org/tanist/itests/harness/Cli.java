package org.tanist.itests.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program {@code bin/tanist}. */
public final class Cli {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Cli() {}

    /** Runs it with {@code --masters}. */
    public static Processes.Result tanist(Path home, String masters, String... words) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/tanist").toString(), "--masters", masters));
        command.addAll(List.of(words));
        return Processes.run(LIMIT, Map.of(), command);
    }

    /** Runs it as it is. */
    public static Processes.Result plain(Map<String, String> environment, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Tarball.home().resolve("bin/tanist").toString()));
        command.addAll(List.of(words));
        return Processes.run(LIMIT, environment, command);
    }
}
