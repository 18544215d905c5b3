package org.tanist.cli.jar;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.JarMigration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist jar migrate}. */
@Command(
        name = "migrate",
        description =
                "Moves all jars to another root while the cluster runs; shows the moves there were without an option.",
        footer = {
            "",
            "The jars are copied and read again, then the cluster switches to the new",
            "root. The copies on the old one are kept until --confirm deletes them, or",
            "--undo goes back to them."
        })
public final class MigrateJars implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Globals globals;

    @ArgGroup(exclusive = true)
    private @Nullable Order order;

    @Option(names = "--dry-run", description = "With --to: only check that every master can use the root.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until nothing is being copied any more, at most --timeout.")
    private boolean wait;

    /** What is to be done; one of them. */
    static final class Order {
        @Option(
                names = "--to",
                required = true,
                paramLabel = "ROOT",
                description = "Where to: local for the masters' own disks, or an address such as file:///mnt/tanist.")
        private @Nullable String to;

        @Option(names = "--confirm", required = true, description = "Delete the copies on the old root.")
        private boolean confirm;

        @Option(names = "--undo", required = true, description = "Go back to the old root.")
        private boolean undo;
    }

    /** The command. */
    public MigrateJars(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Order asked = order;
        if (dryRun && (asked == null || asked.to == null)) {
            throw new Failure(ExitCode.USAGE, "--dry-run checks a root: name it with --to");
        }
        try (TanistClient client = globals.client()) {
            if (asked == null) {
                return wait ? waited(client, last(client)) : list(client);
            }
            String to = asked.to;
            if (to != null) {
                // Also before the order: whoever gives up while a root hangs has ordered nothing.
                JarMigration checked = checked(client, to);
                if (dryRun) {
                    return shown(checked);
                }
            }
            JarMigration ordered = to != null
                    ? client.jarMigrations().begin(to)
                    : ofLast(client, asked.confirm ? client.jarMigrations()::confirm : client.jarMigrations()::undo);
            return wait ? waited(client, ordered) : shown(ordered);
        }
    }

    private JarMigration checked(TanistClient client, String to) {
        AtomicBoolean answered = new AtomicBoolean();
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!answered.get()) {
                        globals.message("still waits for the masters to try " + to
                                + ": does its server answer? Nothing moves before; Ctrl-C leaves all as it is");
                    }
                });
        try {
            return client.jarMigrations().check(to);
        } finally {
            answered.set(true);
        }
    }

    private static JarMigration ofLast(TanistClient client, Function<String, JarMigration> what) {
        return what.apply(last(client).id());
    }

    private static JarMigration last(TanistClient client) {
        return client.jarMigrations()
                .latest()
                .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "the jars have never been migrated"));
    }

    private int list(TanistClient client) {
        List<JarMigration> all = client.jarMigrations().list();
        globals.output().show(new Json(all.stream().map(m -> m.source().value()).toList()), page -> {
            Table table = Table.of("STARTED", "FROM", "TO", "STATE", "JARS", "PROBLEM");
            all.forEach(m -> table.row(m.startedAt(), m.from(), m.to(), m.state(), jars(m), problem(m)));
            page.table(table);
        });
        return ExitCode.OK;
    }

    private int waited(TanistClient client, JarMigration ordered) {
        long deadline = System.nanoTime() + globals.timeout().toNanos();
        JarMigration now = ordered;
        String told = "";
        try (Meter meter = new Meter("copying to " + target(ordered), globals::draw)) {
            while (now.running() && System.nanoTime() < deadline) {
                JarMigration.Progress progress = now.progress();
                if (progress != null) {
                    meter.reached(progress.bytesDone(), progress.bytes());
                }
                if (!problem(now).equals(told)) {
                    told = problem(now);
                    tell(meter, told);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                now = find(client, ordered.id()).orElse(now);
            }
        }
        int code = shown(now);
        if (now.running()) {
            globals.message("still under way after " + globals.timeout().toMillis()
                    + " ms; it goes on, and 'tanist jar migrate' shows how far it is");
            return ExitCode.NOT_FINISHED;
        }
        return code;
    }

    private void tell(Meter meter, String problem) {
        if (!problem.isEmpty()) {
            meter.close();
            globals.message(problem);
        }
    }

    private static Optional<JarMigration> find(TanistClient client, String id) {
        return client.jarMigrations().list().stream()
                .filter(m -> m.id().equals(id))
                .findFirst();
    }

    private static String target(JarMigration migration) {
        return migration.state().equals("copying") ? migration.to() : migration.from();
    }

    private int shown(JarMigration migration) {
        globals.output().show(migration.source(), page -> print(page, migration));
        return ExitCode.OK;
    }

    private void print(Page page, JarMigration migration) {
        page.line("jars from " + migration.from() + " to " + migration.to() + ": " + page.paint(migration.state())
                + (jars(migration).isEmpty() ? "" : ", " + jars(migration)));
        if (!problem(migration).isEmpty()) {
            page.line(problem(migration));
        }
        String file = migration.to().equals("local") ? "" : migration.to();
        switch (migration.state()) {
            case "switched" ->
                globals.message("write tanist.jarstore.rootpath = \"" + file
                        + "\" into every master's file; then 'tanist jar migrate --confirm' deletes the copies on "
                        + migration.from() + ", --undo goes back");
            case "checked" -> globals.message("every master can use it");
            default -> {}
        }
    }

    private static String jars(JarMigration migration) {
        JarMigration.Progress progress = migration.progress();
        return progress == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%d of %d jars, %.1f of %.1f MB",
                        progress.jarsDone(),
                        progress.jars(),
                        progress.bytesDone() / 1e6,
                        progress.bytes() / 1e6);
    }

    private static String problem(JarMigration migration) {
        JarMigration.Progress progress = migration.progress();
        return progress == null ? "" : progress.problem();
    }
}
