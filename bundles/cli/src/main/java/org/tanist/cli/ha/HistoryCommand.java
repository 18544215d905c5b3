package org.tanist.cli.ha;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Transition;
import picocli.CommandLine.Command;

/** {@code tanist ha history}. */
@Command(name = "history", description = "Lists changes of the active, planned and unplanned, newest first.")
public final class HistoryCommand implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public HistoryCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Json json = client.read("/api/v1/transitions");
            globals.output().show(json, page -> page.table(table(json.list(Transition::of))));
            return ExitCode.OK;
        }
    }

    private static Table table(List<Transition> transitions) {
        Table table = Table.of("STARTED", "TYPE", "STATE", "FROM", "TO", "TERM", "GAP MS", "ACTOR", "CAUSE");
        for (Transition t : transitions) {
            String cause = t.reason() == null ? t.cause() : t.cause() + " (" + t.reason() + ")";
            table.row(
                    t.startedAt(),
                    t.type(),
                    t.state(),
                    orDash(t.from()),
                    orDash(t.to()),
                    t.term(),
                    millis(t.gapMs()),
                    t.actor(),
                    cause);
        }
        return table;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String millis(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
    }
}
