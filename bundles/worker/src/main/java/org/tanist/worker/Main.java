package org.tanist.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tanist.worker.files.DirectoryException;
import org.tanist.worker.options.OptionException;
import org.tanist.worker.options.Options;
import org.tanist.worker.runtime.PatientLogs;
import org.tanist.worker.runtime.StopCommand;
import org.tanist.worker.runtime.WorkerProcess;

/** {@code bin/worker}. */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private Main() {}

    /** Runs until it is stopped; exit code 0 after an orderly stop, 1 on a failure, 2 on a wrong configuration. */
    public static void main(String[] arguments) throws InterruptedException {
        PatientLogs.install();
        try {
            Path home = Path.of(System.getProperty("tanist.home", "."));
            Options options = Options.parse(List.of(arguments), System.getenv(), home);
            switch (options.request()) {
                case HELP -> System.out.println(Options.USAGE);
                case VERSION -> System.out.println("tanist " + version());
                case STOP -> System.exit(StopCommand.run(options.directory()) ? 0 : FAILED);
                case RUN -> new WorkerProcess(options, version()).run();
            }
        } catch (OptionException | DirectoryException e) {
            fail(WRONG_CONFIGURATION, e.getMessage());
        } catch (IOException e) {
            fail(FAILED, "start failed: " + e.getMessage());
        }
    }

    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    private static void fail(int code, @Nullable String message) {
        System.err.println("worker: " + message);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
