package org.tanist.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.tanist.testkit.FreePorts;

/** Masters m0, m1, … of one cluster, as processes on loopback. */
public final class ClusterProcess implements AutoCloseable {
    /** Generous: a loaded machine starts a master in several seconds. */
    public static final Duration UP = Duration.ofSeconds(90);

    private static final Set<ClusterProcess> OPEN = ConcurrentHashMap.newKeySet();

    private final List<MasterProcess> masters = new ArrayList<>();
    private final Path folder = Tarball.fresh("cluster");

    private ClusterProcess() {
        OPEN.add(this);
    }

    /** Masters that are not started yet. */
    public static ClusterProcess of(int count, String... options) {
        return shaped(count, launch -> launch.with(options));
    }

    /** Masters that are not started yet, each with its launch changed. */
    public static ClusterProcess shaped(int count, UnaryOperator<Launch> shape) {
        ClusterProcess cluster = new ClusterProcess();
        List<Launch> launches = IntStream.range(0, count)
                .mapToObj(i -> shape.apply(Launch.of("m" + i, FreePorts.next(), cluster.folder.resolve("m" + i))))
                .toList();
        List<String> peers = launches.stream().map(Launch::address).toList();
        launches.forEach(launch -> cluster.masters.add(new MasterProcess(launch.peers(peers), cluster.folder)));
        return cluster;
    }

    /** Starts all at once. */
    public ClusterProcess start() {
        masters.forEach(MasterProcess::start);
        return this;
    }

    /** Starts all and waits until all take part. */
    public ClusterProcess up() {
        start();
        awaitAllUp();
        return this;
    }

    /** Where the masters' data and logs are. */
    public Path folder() {
        return folder;
    }

    /** One of the masters. */
    public MasterProcess master(int index) {
        return masters.get(index);
    }

    /** The master with this name. */
    public MasterProcess master(String name) {
        return masters.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    /** All masters. */
    public List<MasterProcess> masters() {
        return List.copyOf(masters);
    }

    /** A master more, which is neither started nor a member; it has no peers but this one. */
    public MasterProcess another(String name, MasterProcess known) {
        Launch launch = Launch.of(name, FreePorts.next(), folder.resolve(name))
                .home(known.launch().home())
                .peers(List.of(known.address()));
        MasterProcess master = new MasterProcess(launch, folder);
        masters.add(master);
        return master;
    }

    /** Waits for the serving active: the one that says 200 on /active. */
    public MasterProcess awaitActive() {
        return awaitActive(Duration.ofSeconds(60));
    }

    /** Waits for the serving active. */
    public MasterProcess awaitActive(Duration limit) {
        return Eventually.eventually(
                "one of the masters is active",
                limit,
                () -> masters.stream().filter(MasterProcess::active).findFirst());
    }

    /** Waits until another master than this one serves. */
    public MasterProcess awaitActiveOtherThan(MasterProcess old, Duration limit) {
        return Eventually.eventually(
                "another master than " + old.name() + " is active",
                limit,
                () -> masters.stream()
                        .filter(m -> m != old)
                        .filter(MasterProcess::active)
                        .findFirst());
    }

    /** Masters that are neither active nor dead. */
    public List<MasterProcess> standbys() {
        MasterProcess active = awaitActive();
        return masters.stream().filter(m -> m != active && m.alive()).toList();
    }

    /**
     * Waits until there is an active and every running master is active or standby, as the active sees them and as each says itself: for a
     * moment the active still shows a master that was killed and started again as the standby that it was before.
     */
    public JsonNode awaitAllUp() {
        return Eventually.eventually("all masters up", UP, () -> {
            if (!masters.stream().allMatch(ClusterProcess::deadOrReady)) {
                return Optional.empty();
            }
            MasterProcess active = awaitActive(Duration.ofSeconds(5));
            return active.view().filter(view -> everyRunningOneTakesPart(view));
        });
    }

    private static boolean deadOrReady(MasterProcess master) {
        return !master.alive() || master.http().within(Duration.ofSeconds(2)).status("/health/ready") == 200;
    }

    private boolean everyRunningOneTakesPart(JsonNode view) {
        List<String> taking = StreamSupport.stream(view.path("masters").spliterator(), false)
                .filter(m -> List.of("active", "standby", "held")
                        .contains(m.path("role").asText()))
                .map(m -> m.path("name").asText())
                .toList();
        return view.path("active").isTextual()
                && masters.stream().filter(MasterProcess::alive).allMatch(m -> taking.contains(m.name()));
    }

    /** How many say 200 on /active right now. */
    public long actives() {
        return masters.stream().filter(MasterProcess::active).count();
    }

    /** The newest term that any master knows. */
    public long term() {
        return masters.stream()
                .filter(MasterProcess::alive)
                .map(MasterProcess::view)
                .flatMap(Optional::stream)
                .mapToLong(view -> view.path("term").asLong())
                .max()
                .orElse(-1);
    }

    /** Makes this master the active, by a planned transfer. */
    public void transferTo(MasterProcess target) throws IOException {
        if (target.active()) {
            return;
        }
        Map<String, String> order = Map.of("type", "transfer", "target", target.name(), "reason", "itests");
        Eventually.passes("transfer to " + target.name() + " accepted", Duration.ofSeconds(30), () -> {
            try {
                Http.Answer answer = awaitActive().http().json("POST", "/api/v1/transitions", order);
                if (answer.status() != 202) {
                    throw new AssertionError(answer.status() + " " + answer.text());
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Eventually.until(target.name() + " is active after a transfer", Duration.ofSeconds(20), target::active);
    }

    /** {@code h:p,h:p} of all masters. */
    public String addresses() {
        return String.join(",", masters.stream().map(MasterProcess::address).toList());
    }

    /** Runs the command line against this cluster. */
    public Processes.Result tanist(String... words) {
        return Cli.tanist(masters.get(0).launch().home(), addresses(), words);
    }

    /** What one wants to know when a test has failed. */
    static String report() {
        StringBuilder report = new StringBuilder();
        OPEN.forEach(cluster -> cluster.masters.forEach(master -> {
            report.append("---- ").append(master.name()).append(' ').append(master.address());
            report.append(master.alive() ? "" : " (not running)").append('\n');
            report.append(master.tail(60)).append('\n');
            if (master.alive()) {
                Http http = master.http().within(Duration.ofSeconds(2));
                for (String path : Arrays.asList("/api/v1/cluster?stale=true", "/api/v1/explain")) {
                    report.append(path).append(": ");
                    report.append(http.read(path).map(JsonNode::toString).orElse("no answer"))
                            .append('\n');
                }
            }
        }));
        return report.toString();
    }

    @Override
    public void close() {
        OPEN.remove(this);
        masters.forEach(MasterProcess::close);
    }
}
