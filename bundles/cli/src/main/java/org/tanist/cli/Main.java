package org.tanist.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.error.ClientException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry of {@code bin/tanist}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out, false);
        // What a person waits for is seen at once.
        int exitCode = run(args, out, stream(FileDescriptor.err, true));
        // A full disk or a closed pipe behind stdout must not look like success.
        if (out.checkError() && exitCode == ExitCode.OK) {
            exitCode = ExitCode.FAILED;
        }
        System.exit(exitCode);
    }

    /** Runs one command and gives its exit code; data goes to {@code out}, messages to {@code err}. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine line = Nouns.commandLine(new Globals(out, err), args);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setExecutionExceptionHandler((e, command, parsed) -> report(e, err));
        line.setParameterExceptionHandler((e, wrong) -> usage(e, err));
        int exitCode = line.execute(args);
        out.flush();
        err.flush();
        return exitCode;
    }

    private static int report(Exception e, PrintStream err) throws Exception {
        if (e instanceof Failure failure) {
            err.println("tanist: " + failure.getMessage());
            return failure.exitCode();
        }
        if (e instanceof ClientException failure) {
            err.println("tanist: " + failure.getMessage());
            return Failure.exitCode(failure);
        }
        if (e instanceof java.io.IOException || e instanceof java.io.UncheckedIOException) {
            err.println("tanist: " + e.getMessage());
            return ExitCode.FAILED;
        }
        throw e;
    }

    /** Two lines: what is wrong, and where to read on. The whole help would push the first off the screen. */
    private static int usage(CommandLine.ParameterException e, PrintStream err) {
        err.println("tanist: " + e.getMessage());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String similar = String.join(", ", unmatched.getSuggestions());
            if (!similar.isEmpty()) {
                err.println("tanist: did you mean " + similar + "?");
            }
        }
        err.println("tanist: see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static PrintStream stream(FileDescriptor descriptor, boolean flushing) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 8192),
                flushing,
                StandardCharsets.UTF_8);
    }
}
