package org.tanist.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.Shutdown;
import org.tanist.configuration.Started;
import org.tanist.configuration.runtime.Sources;
import org.tanist.configuration.runtime.WatchedConfiguration;

/** Starts one master: configuration, ports, data directory, log, framework, bundles, in this order. */
public final class Main {
    private static final Duration LOOK_AT_FILE = Duration.ofSeconds(2);
    private static final Duration MASTER_LIMIT = Duration.ofSeconds(60);
    private static final String MASTER = "org.tanist.control.ClusterControl";
    private static final int FAILED = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private Main() {}

    /** Runs until it is stopped; exit code 0 after an orderly stop, 1 on a failure, 2 on a wrong configuration. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Arguments parsed = Arguments.parse(List.of(arguments));
            switch (parsed.request()) {
                case HELP -> System.out.println(Arguments.USAGE);
                case VERSION -> System.out.println("tanist " + version());
                case RUN -> run(parsed);
                case STOP -> System.exit(StopCommand.run(parsed, home()) ? 0 : FAILED);
            }
        } catch (ConfigurationException e) {
            fail(WRONG_CONFIGURATION, e.getMessage());
        } catch (StartFailure | BundleException e) {
            LoggerFactory.getLogger(Main.class).info("start failed", e);
            LogSetup.close();
            fail(FAILED, "start failed: " + e.getMessage());
        }
    }

    private static void run(Arguments arguments)
            throws ConfigurationException, StartFailure, BundleException, InterruptedException {
        Logger log = LoggerFactory.getLogger(Main.class);
        Ending ending = new Ending();
        ending.install();
        Path home = home();
        Sources sources = arguments.sources(home, version());
        WatchedConfiguration live = WatchedConfiguration.open(sources, LOOK_AT_FILE, log::warn);
        Configuration configuration = live.current();
        DataDirectory directory = DataDirectory.open(configuration.directory());
        Ports.check(configuration);
        LogSetup.open(configuration, directory.path());
        live.onChange(LogSetup::levels);
        log.info(
                "starts: version={} address={}:{} directory={} pid={} java={}",
                version(),
                configuration.host(),
                configuration.port(),
                directory.path(),
                ProcessHandle.current().pid(),
                System.getProperty("java.version"));

        Platform platform = Platform.create(FrameworkProperties.of(configuration, directory));
        ending.use(
                () -> platform.stop(live.current().duration("tanist.stop.timeout")),
                () -> live.current().duration("tanist.stop.timeout"));
        platform.register(LiveConfiguration.class, live);
        platform.register(Shutdown.class, ending);
        platform.register(LogService.class, new BundleLog());
        try {
            start(platform, home, directory);
        } catch (StartFailure e) {
            // A signal in the middle of the start makes it fail; then the stop under way decides.
            if (!ending.begun()) {
                throw e;
            }
        }
        platform.awaitEnd();
    }

    private static void start(Platform platform, Path home, DataDirectory directory)
            throws StartFailure, InterruptedException {
        platform.start(home);
        platform.register(Started.class, new Started() {});
        NativeDigests.offer(home);
        if (platform.has("org.tanist.master") && !platform.await(MASTER, MASTER_LIMIT)) {
            throw new StartFailure("the master did not come up within " + MASTER_LIMIT.toSeconds() + " s: "
                    + directory.path().resolve("logs/master.log") + " says why");
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("tanist.home", "."));
    }

    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    /** Without the orderly stop of {@link Ending}: there is nothing yet that could hand over. */
    private static void fail(int code, @Nullable String message) {
        System.err.println("master: " + message);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
