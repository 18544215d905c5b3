package org.tanist.cli.completion;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completion scripts from the tree of commands. */
final class CompletionScripts {

    private CompletionScripts() {}

    static String of(Shell shell, CommandLine root) {
        return switch (shell) {
            // picocli's script begins by loading bashcompinit when it runs in zsh.
            case BASH, ZSH -> AutoComplete.bash("tanist", root);
            case FISH -> fish(root);
        };
    }

    private static String fish(CommandLine root) {
        StringBuilder script = new StringBuilder("complete -c tanist -f\n");
        options(script, root, "");
        String nouns = String.join(" ", root.getSubcommands().keySet());
        for (Map.Entry<String, CommandLine> noun : root.getSubcommands().entrySet()) {
            complete(script, "not __fish_seen_subcommand_from " + nouns, noun.getKey(), description(noun.getValue()));
            Map<String, CommandLine> verbs = noun.getValue().getSubcommands();
            String seen = "__fish_seen_subcommand_from " + noun.getKey();
            if (verbs.isEmpty()) {
                options(script, noun.getValue(), seen);
            }
            String unseen = seen + "; and not __fish_seen_subcommand_from " + String.join(" ", verbs.keySet());
            for (Map.Entry<String, CommandLine> verb : verbs.entrySet()) {
                complete(script, unseen, verb.getKey(), description(verb.getValue()));
                options(script, verb.getValue(), seen + "; and __fish_seen_subcommand_from " + verb.getKey());
            }
        }
        return script.toString();
    }

    private static void options(StringBuilder script, CommandLine command, String condition) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.inherited()) {
                continue;
            }
            script.append("complete -c tanist");
            if (!condition.isEmpty()) {
                script.append(" -n '").append(condition).append('\'');
            }
            for (String name : option.names()) {
                script.append(flag(name));
            }
            script.append(option.arity().max() > 0 ? " -r" : "")
                    .append(" -d ")
                    .append(quoted(first(option.description())));
            script.append('\n');
        }
    }

    private static String flag(String name) {
        if (name.startsWith("--")) {
            return " -l " + name.substring(2);
        }
        return (name.length() == 2 ? " -s " : " -o ") + name.substring(1);
    }

    private static void complete(StringBuilder script, String condition, String word, String description) {
        script.append("complete -c tanist -n '")
                .append(condition)
                .append("' -a ")
                .append(word)
                .append(" -d ")
                .append(quoted(description))
                .append('\n');
    }

    private static String description(CommandLine command) {
        return first(command.getCommandSpec().usageMessage().description());
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
