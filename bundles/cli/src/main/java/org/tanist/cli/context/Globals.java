package org.tanist.cli.context;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.output.Format;
import org.tanist.cli.output.Output;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.http.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: its options are those of every command, before or after the noun. */
@Command(
        name = "tanist",
        description = "Looks at a Tanist cluster and changes it.",
        sortOptions = false,
        sortSynopsis = false,
        footer = {
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 refused by a check, 5 no active master or no quorum,",
            "6 accepted but not finished in time, 7 not authorised, 8 degraded."
        })
public final class Globals {

    private static final Duration LONELINESS = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofMinutes(10);

    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--masters",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST:PORT[,…]",
            description = "Any masters of the cluster; else TANIST_MASTERS, else cluster.masters in conf/tanist.conf.")
    private @Nullable String masters;

    @Option(
            names = "--zookeeper",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST:PORT[,…][/PATH]",
            description = "Find the masters of a cluster that elects by ZooKeeper there, instead of --masters.")
    private @Nullable String zookeeper;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "table (default), json or yaml.")
    private Format format = Format.TABLE;

    @Option(
            names = "--stale",
            scope = ScopeType.INHERIT,
            description = "Let any master answer from its own view, even without an active one.")
    private boolean stale;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "DURATION",
            description = "Longest wait, e.g. 500ms, 30s (default), 5m.")
    private String timeout = "30s";

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours; NO_COLOR does the same.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it.
    private boolean help;

    /** Globals that print to these streams. */
    public Globals(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A client for one command: no learning in the background, and no long wait when nothing answers at all. */
    public TanistClient client() {
        return TanistClient.of(options().withLearning(false));
    }

    /** A client for a command that outlives masters. */
    public TanistClient followingClient() {
        return TanistClient.of(options());
    }

    /** A client of one master only, at its address. */
    public TanistClient clientOf(String address) {
        ClientOptions options = ClientOptions.of(List.of(parsed(address)));
        Duration limit = timeout().compareTo(Duration.ofSeconds(3)) < 0 ? timeout() : Duration.ofSeconds(3);
        return TanistClient.of(options.withTimeout(limit)
                .withPatience(limit)
                .withLoneliness(Duration.ofMillis(1))
                .withLearning(false));
    }

    /** A client of one master only, for what takes it long; it gives up soon when nothing answers there. */
    public TanistClient patientClientOf(String address) {
        return TanistClient.of(ClientOptions.of(List.of(parsed(address)))
                .withTimeout(LONG)
                .withPatience(LONG)
                .withLoneliness(Duration.ofMillis(1))
                .withLearning(false));
    }

    /** The masters that were named. */
    public List<Address> masters() {
        String ensemble = zookeeper;
        if (ensemble != null) {
            if (masters != null) {
                throw new Failure(ExitCode.USAGE, "--masters and --zookeeper exclude each other: name one of them");
            }
            return ZooKeeperLookup.masters(ensemble, timeout());
        }
        String named = masters != null ? masters : MasterSources.named();
        try {
            return Address.parseList(named);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Whether masters were named on the command line. */
    public boolean mastersGiven() {
        return masters != null;
    }

    /** Where ZooKeeper is, if that was named; null if not. */
    public @Nullable String zookeeper() {
        return zookeeper;
    }

    /** Whether an answer of any master will do. */
    public boolean stale() {
        return stale;
    }

    /** The longest wait. */
    public Duration timeout() {
        try {
            return Limits.parse(timeout);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--timeout: " + e.getMessage());
        }
    }

    /** Where results go. */
    public Output output() {
        boolean colour = !noColor && System.getenv("NO_COLOR") == null && Terminal.output();
        return new Output(out, format, colour);
    }

    /** One line for a person, on stderr. */
    public void message(String line) {
        err.println(line);
    }

    /** Draws on stderr without a line end. */
    public void draw(String text) {
        err.print(text);
        err.flush();
    }

    private ClientOptions options() {
        ClientOptions options = ClientOptions.of(masters()).withTimeout(timeout());
        return options.withLoneliness(timeout().compareTo(LONELINESS) < 0 ? timeout() : LONELINESS);
    }

    private static Address parsed(String address) {
        try {
            return Address.parse(address);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
