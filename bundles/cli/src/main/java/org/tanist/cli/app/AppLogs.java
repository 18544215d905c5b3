package org.tanist.cli.app;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.client.ApplicationsClient.LogQuery;
import org.tanist.client.LogStream;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tanist app logs}. */
@Command(name = "logs", description = "Prints the log of an instance; with -f goes on, over failovers too.")
public final class AppLogs implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Globals globals;

    @Parameters(index = "0", paramLabel = "N", description = "Its name.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until the application is over.")
    private boolean follow;

    @Option(names = "--instance", paramLabel = "I", description = "Its number; default 0.")
    private int instance;

    @Option(names = "--tail", paramLabel = "N", description = "How many of the last lines; default 200.")
    private int tail = 200;

    /** The command. */
    public AppLogs(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.followingClient()) {
            OutputStream out = globals.output().stream();
            print(client, out, tail);
            while (follow && !client.applications().show(name, true).over()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                again(client, out);
            }
            return ExitCode.OK;
        }
    }

    /** What comes after the stream broke: the worker, or the master in between, may be back or not yet. */
    private void again(TanistClient client, OutputStream out) {
        try {
            print(client, out, 0);
        } catch (NotFoundException e) {
            throw e;
        } catch (ClientException | Failure e) {
            globals.message("tanist: " + e.getMessage() + "; trying again");
        }
    }

    private void print(TanistClient client, OutputStream out, int lines) {
        try (LogStream log = client.applications().logs(new LogQuery(name, instance, lines, follow))) {
            log.copyTo(out);
        } catch (IOException e) {
            if (!follow) {
                throw new Failure(ExitCode.FAILED, "the log of " + name + " broke off: " + e.getMessage());
            }
        }
    }
}
