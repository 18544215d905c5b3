package org.tanist.cli.haadmin;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.Confirmation;
import org.tanist.cli.context.Globals;
import org.tanist.cli.ha.Formatting;
import org.tanist.cli.ha.StandDownCommand;
import org.tanist.cli.ha.TransitionRun;
import org.tanist.cli.ha.ZooKeeperFormatting;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;
import org.tanist.client.wire.TransitionOrder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tanist haadmin}. */
@Command(name = "haadmin", description = "The flags of the tools that people come from; ADDR may be a name, too.")
public final class HaAdminCommand implements Callable<Integer> {

    private final Globals globals;

    @ArgGroup(multiplicity = "1")
    private Action action = new Action();

    @Option(names = "--force", description = "Go on although a check failed, if that cannot lose acknowledged entries.")
    private boolean force;

    @Option(names = "--dir", paramLabel = "DATA", description = "With -formatHA: a data directory on this host.")
    private @Nullable String dir;

    @Option(
            names = "--auth-file",
            paramLabel = "FILE",
            description = "With -formatHA --zookeeper: the file with user:password; default: that of conf/tanist.conf.")
    private @Nullable String authFile;

    @Option(
            names = "--yes",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "NAME",
            description = "Do not ask; with -formatHA: the cluster's name.")
    private @Nullable String yes;

    /** The command. */
    public HaAdminCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (action.formatting) {
            String zookeeper = globals.zookeeper();
            if (zookeeper != null) {
                return new ZooKeeperFormatting(globals).run(zookeeper, authFile, yes, false);
            }
            return new Formatting(globals).run(dir, yes, false);
        }
        try (TanistClient client = globals.followingClient()) {
            return run(client);
        }
    }

    private int run(TanistClient client) {
        MasterStates states = new MasterStates(globals, client);
        if (action.stateOf != null) {
            return states.show(action.stateOf);
        }
        if (action.allStates) {
            return states.showAll();
        }
        if (action.healthOf != null) {
            return states.checkHealth(action.healthOf);
        }
        return change(client);
    }

    private int change(TanistClient client) {
        TransitionRun run = new TransitionRun(globals, client);
        if (action.toActive != null) {
            String target =
                    ClusterReading.member(client, action.toActive, false).name();
            Confirmation.ask(globals, "This makes " + target + " the active master", yes != null);
            return run.run(new TransitionOrder("transfer", target, null, force, false), true);
        }
        if (action.toBackup != null) {
            StandDownCommand.requireActive(ClusterReading.member(client, action.toBackup, false));
            Confirmation.ask(globals, "This lets the active master stand down", yes != null);
            return run.run(new TransitionOrder("stand-down", null, null, false, false), true);
        }
        return failover(client, run, List.of(action.failover));
    }

    /** Planned when the old active takes part; else a forced change, as its name says. */
    private int failover(TanistClient client, TransitionRun run, List<String> fromAndTo) {
        Cluster cluster = Cluster.of(ClusterReading.read(client, globals.stale()));
        Master from = ClusterReading.member(cluster, fromAndTo.get(0));
        String target = ClusterReading.member(cluster, fromAndTo.get(1)).name();
        boolean served = cluster.active() != null;
        if (served) {
            StandDownCommand.requireActive(from);
        }
        Confirmation.ask(globals, "This makes " + target + " the active master", yes != null);
        return run.run(new TransitionOrder(served ? "transfer" : "failover", target, null, force, false), true);
    }

    /** Exactly one of these. */
    static final class Action {

        @Option(names = "-transitionToActive", paramLabel = "ADDR", description = "Make this master active.")
        private @Nullable String toActive;

        @Option(
                names = {"-transitionToBackup", "-transitionToStandby"},
                paramLabel = "ADDR",
                description = "Let this master, which must be active, stand down.")
        private @Nullable String toBackup;

        @Option(
                names = {"-getState", "-getServiceState"},
                paramLabel = "ADDR",
                description = "Print active or standby.")
        private @Nullable String stateOf;

        @Option(names = "-getAllServiceState", description = "Print each master's address and state.")
        private boolean allStates;

        @Option(names = "-checkHealth", paramLabel = "ADDR", description = "Exit code 0 if this master is ready.")
        private @Nullable String healthOf;

        @Option(
                names = "-failover",
                arity = "2",
                paramLabel = "ADDR",
                description = "Change the active from the first to the second.")
        private String[] failover = new String[0];

        @Option(names = "-formatHA", description = "Wipe the HA data of a stopped cluster.")
        private boolean formatting;
    }
}
