package org.tanist.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tanist.cli.app.AppCommands;
import org.tanist.cli.bench.BenchCommands;
import org.tanist.cli.completion.CompletionCommand;
import org.tanist.cli.config.ConfigCommands;
import org.tanist.cli.context.Globals;
import org.tanist.cli.demo.DemoCommand;
import org.tanist.cli.ha.HaCommands;
import org.tanist.cli.haadmin.HaAdminCommand;
import org.tanist.cli.jar.JarCommands;
import org.tanist.cli.journal.JournalCommands;
import org.tanist.cli.masters.MastersCommands;
import org.tanist.cli.plugin.PluginCommands;
import org.tanist.cli.registry.RegistryCommands;
import org.tanist.cli.status.DoctorCommand;
import org.tanist.cli.status.ExplainCommand;
import org.tanist.cli.status.LeaderCommand;
import org.tanist.cli.status.StatusCommand;
import org.tanist.cli.status.VersionCommand;
import org.tanist.cli.workers.WorkersCommands;
import picocli.CommandLine;

/** The table of nouns. Only the one that is named is built: reflecting on forty commands is most of a command's time. */
public final class Nouns {

    private static final Map<String, Function<Globals, Object>> TABLE = table();

    private Nouns() {}

    /** A command line that knows the noun of these arguments, or all nouns if there is none to be seen. */
    public static CommandLine commandLine(Globals globals, String... args) {
        CommandLine line = new CommandLine(globals, new CommandFactory(globals));
        String named = named(args);
        TABLE.forEach((noun, command) -> {
            if (named == null || named.equals(noun)) {
                line.addSubcommand(noun, command.apply(globals));
            }
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static @org.jspecify.annotations.Nullable String named(String[] args) {
        for (String arg : args) {
            if (TABLE.containsKey(arg)) {
                // Completion is about all of them.
                return arg.equals("completion") ? null : arg;
            }
        }
        return null;
    }

    private static Map<String, Function<Globals, Object>> table() {
        Map<String, Function<Globals, Object>> table = new LinkedHashMap<>();
        table.put("status", StatusCommand::new);
        table.put("leader", LeaderCommand::new);
        table.put("explain", ExplainCommand::new);
        table.put("doctor", DoctorCommand::new);
        table.put("version", VersionCommand::new);
        table.put("masters", globals -> new MastersCommands());
        table.put("ha", globals -> new HaCommands());
        table.put("jar", globals -> new JarCommands());
        table.put("app", globals -> new AppCommands());
        table.put("workers", globals -> new WorkersCommands());
        table.put("registry", globals -> new RegistryCommands());
        table.put("config", globals -> new ConfigCommands());
        table.put("plugin", globals -> new PluginCommands());
        table.put("journal", globals -> new JournalCommands());
        table.put("haadmin", HaAdminCommand::new);
        table.put("bench", globals -> new BenchCommands());
        table.put("demo", DemoCommand::new);
        table.put("completion", CompletionCommand::new);
        return table;
    }
}
