package org.tanist.cli.completion;

import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tanist completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes command lines.",
            "bash and zsh: source <(tanist completion bash). fish: tanist completion fish | source."
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Globals globals;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    /** The command. */
    public CompletionCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        String script = CompletionScripts.of(shell, spec.root().commandLine());
        globals.output().raw(script.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ExitCode.OK;
    }
}
