package org.tanist.master.internal.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.control.SelfReport;
import org.tanist.master.internal.peers.PeerCalls;
import org.tanist.master.internal.platform.Ticker;

/** Finds out to which cluster this master belongs; see the package page for the rules. Called by one thread. */
public final class Joining {
    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Place place;
    private final IdentityFile file;
    private final PeerCalls calls;
    private final Ticker ticker;
    private final Consumer<String> waiting;
    private final long startedNanos;

    /**
     * Where this master was told to be.
     *
     * @param clusterName from its configuration
     * @param name its name
     * @param address its HTTP address
     * @param peers the masters it was told of, itself included or not
     */
    public record Place(String clusterName, String name, Endpoint address, List<Endpoint> peers) {}

    /**
     * Does nothing yet.
     *
     * @param waiting told in one sentence what this master waits for, when that changes
     */
    public Joining(Place place, IdentityFile file, PeerCalls calls, Ticker ticker, Consumer<String> waiting) {
        this.place = place;
        this.file = file;
        this.calls = calls;
        this.ticker = ticker;
        this.waiting = waiting;
        this.startedNanos = ticker.nanos();
    }

    /** The addresses of the founders, as this master was told; empty if it is not one of them. */
    public List<String> seats() {
        Seats seats = new Seats(place.clusterName(), place.peers());
        return seats.has(place.address()) ? seats.texts() : List.of();
    }

    /**
     * One attempt: the identity of this master, from its disk or made now and kept on its disk. Blocks while the peers are asked.
     *
     * @return empty while not enough of the other founders answer: try again in a moment
     * @throws TanistException if this master cannot belong anywhere as it was started
     */
    public Optional<Identity> attempt() throws IOException {
        Optional<Identity> kept = file.read();
        if (kept.isPresent()) {
            return Optional.of(known(kept.get()));
        }
        Optional<Identity> made = alone() ? Optional.of(foundAlone()) : foundOrJoin();
        if (made.isPresent()) {
            file.write(made.get());
        }
        return made;
    }

    private Identity known(Identity kept) throws IOException {
        if (!kept.clusterName().equals(place.clusterName())) {
            throw new TanistException(
                    ErrorCode.INVALID,
                    "the data directory belongs to cluster '" + kept.clusterName() + "', but tanist.cluster.name is '"
                            + place.clusterName() + "': set it to '" + kept.clusterName() + "', or use another -dir");
        }
        Identity now = kept.now(place.name(), place.address().toString());
        return now;
    }

    private boolean alone() {
        return place.peers().stream().allMatch(place.address()::equals);
    }

    private Identity foundAlone() {
        String id = UUID.randomUUID().toString();
        LOG.info("founding cluster {} alone", place.clusterName());
        return identity(UUID.randomUUID().toString(), id, List.of(id + "=" + place.address() + "=" + place.name()));
    }

    private Optional<Identity> foundOrJoin() {
        Seats seats = new Seats(place.clusterName(), place.peers());
        Map<Endpoint, SelfReport> reports = ask(seats);
        checkNames(reports);
        Optional<Identity> joined = join(seats, reports);
        if (joined.isPresent() || !seats.has(place.address()) || !mayFound(seats, reports)) {
            return joined;
        }
        LOG.info("founding cluster {} with {}", place.clusterName(), seats.texts());
        return Optional.of(identity(
                seats.clusterId().toString(), seats.idOf(place.address()).toString(), seats.founders(names(reports))));
    }

    private Map<Endpoint, String> names(Map<Endpoint, SelfReport> reports) {
        Map<Endpoint, String> names = new HashMap<>();
        reports.forEach((peer, report) -> names.put(peer, report.status().name()));
        names.put(place.address(), place.name());
        return names;
    }

    private Map<Endpoint, SelfReport> ask(Seats seats) {
        Map<Endpoint, CompletableFuture<SelfReport>> asked = new HashMap<>();
        for (Endpoint peer : seats.addresses()) {
            if (!peer.equals(place.address())) {
                asked.put(peer, calls.self(peer));
            }
        }
        Map<Endpoint, SelfReport> reports = new HashMap<>();
        asked.forEach(
                (peer, future) -> future.handle((report, failure) -> report == null ? null : reports.put(peer, report))
                        .join());
        return reports;
    }

    private void checkNames(Map<Endpoint, SelfReport> reports) {
        reports.forEach((peer, report) -> {
            if (!report.clusterName().equals(place.clusterName())) {
                throw new TanistException(
                        ErrorCode.INVALID,
                        "the master at " + peer + " belongs to cluster '" + report.clusterName()
                                + "', but tanist.cluster.name here is '" + place.clusterName()
                                + "': set the same name, or correct -peers");
            }
        });
        List<String> ids = reports.values().stream()
                .map(r -> String.valueOf(r.clusterId()))
                .filter(id -> !"null".equals(id))
                .distinct()
                .toList();
        if (ids.size() > 1) {
            throw new TanistException(
                    ErrorCode.INVALID, "-peers names masters of different clusters (" + ids + "): name those of one");
        }
    }

    /** Joins a living cluster, if there is one that is not just being founded with this master. */
    private Optional<Identity> join(Seats seats, Map<Endpoint, SelfReport> reports) {
        boolean founder = seats.has(place.address());
        String ours = seats.clusterId().toString();
        for (SelfReport report : reports.values()) {
            String cluster = report.clusterId();
            boolean beingFounded = founder && ours.equals(cluster) && report.fresh();
            if (cluster != null && !beingFounded) {
                String id = freeSeat(report).orElseGet(() -> UUID.randomUUID().toString());
                LOG.info("joining cluster {} ({}) as {}", place.clusterName(), cluster, id);
                return Optional.of(identity(cluster, id, List.of()));
            }
        }
        return Optional.empty();
    }

    /** The id of this master's seat, if it was never taken. */
    private Optional<String> freeSeat(SelfReport report) {
        return report.members().stream()
                .map(text -> List.of(text.split("=", -1)))
                .filter(m -> m.size() == 4 && m.get(2).equals(place.address().toString()) && "seat".equals(m.get(3)))
                .map(m -> m.get(0))
                .findFirst();
    }

    private boolean mayFound(Seats seats, Map<Endpoint, SelfReport> reports) {
        List<Endpoint> agreeing = new ArrayList<>(List.of(place.address()));
        List<String> missing = new ArrayList<>();
        for (Endpoint peer : seats.addresses()) {
            SelfReport report = reports.get(peer);
            if (report != null && (report.clusterId() != null || report.seats().equals(seats.texts()))) {
                agreeing.add(peer);
            } else if (!peer.equals(place.address())) {
                missing.add(
                        report == null
                                ? peer + " does not answer"
                                : peer + " was started with other peers " + report.seats());
            }
        }
        if (missing.isEmpty()) {
            return true;
        }
        waiting.accept("waits for the other founders: " + String.join(", ", missing));
        return agreeing.size() >= seats.majority() && ticker.nanos() - startedNanos > GRACE.toNanos();
    }

    private Identity identity(String cluster, String master, List<String> founders) {
        return new Identity(
                cluster,
                place.clusterName(),
                master,
                place.name(),
                place.address().toString(),
                founders,
                !founders.isEmpty());
    }
}
