package org.tanist.cli.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Application;
import org.tanist.client.wire.ApplicationSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist app submit}. */
@Command(
        name = "submit",
        description = "Runs a jar on the workers; the same submission again changes nothing.",
        footer = "Arguments of the program come after --.")
public final class SubmitApp implements Callable<Integer> {

    private final Globals globals;

    @Parameters(
            index = "0",
            paramLabel = "JAR",
            description = "A file, which is put into the jar store first, or an id.")
    private String jar = "";

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments of the program.")
    private List<String> args = new ArrayList<>();

    @Option(names = "--name", required = true, paramLabel = "N", description = "Name of the application.")
    private String name = "";

    @Option(names = "--instances", paramLabel = "N", description = "How many; default 1.")
    private int instances = 1;

    @Option(names = "--restart", paramLabel = "P", description = "always (default), on-failure or never.")
    private String restart = "always";

    @Option(names = "--memory", paramLabel = "MB", description = "Memory set aside for each instance; default 256.")
    private int memory = ApplicationSpec.DEFAULT_MEMORY_MB;

    @Option(names = "--jvm-arg", paramLabel = "X", description = "Option of the JVM; may be repeated.")
    private List<String> jvmArgs = new ArrayList<>();

    @Option(names = "--env", paramLabel = "K=V", description = "Environment; may be repeated.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--key", paramLabel = "KEY", description = "Idempotency key: one key is one submission.")
    private @Nullable String key;

    @Option(names = "--wait", description = "Wait until all instances run, or the application has finished.")
    private boolean wait;

    /** The command. */
    public SubmitApp(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        try (TanistClient client = globals.client()) {
            String id = JarArgument.id(client, jar, globals);
            ApplicationSpec spec = new ApplicationSpec(name, id, args, jvmArgs, env, instances, restart, memory);
            Application submitted = key == null
                    ? client.applications().submit(spec)
                    : client.applications().submit(spec, key);
            if (!id.equals(jar)) {
                globals.message("jar " + id + " is in the jar store");
            }
            Application shown = wait
                    ? AppWait.until(
                            client,
                            name,
                            "running",
                            a -> a.state().equals("running") || a.state().equals("finished"))
                    : submitted;
            globals.output().show(shown.source(), page -> AppPage.one(page, shown));
            return ExitCode.OK;
        }
    }
}
