package org.tanist.master.internal.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.Member;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.election.ElectionView;
import org.tanist.master.internal.health.DiskProbe;
import org.tanist.master.internal.jarstore.Limits;
import org.tanist.master.internal.jarstore.Surroundings;
import org.tanist.master.internal.journal.StorageJournal;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.master.internal.status.Node;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.storage.StorageProvider;
import org.tanist.storage.StorageRoot;

/**
 * The jar store's view of this master.
 *
 * @param configuration with the keys {@code tanist.jarstore.…}
 * @param plugins with the storage providers
 * @param disk knows the free space
 * @param ticker reads clocks
 * @param node this master's part in the cluster, once there is one
 * @param orders commits commands of the catalogue's service on the active
 * @param disks runs what writes a copy
 */
record JarSurroundings(
        LiveConfiguration configuration,
        Plugins plugins,
        DiskProbe disk,
        Ticker ticker,
        Supplier<Optional<Node>> node,
        BiFunction<String, Request, CompletionStage<Reply>> orders,
        Executor disks)
        implements Surroundings {
    private static final String DIRECTORY = "jars";

    @Override
    public Optional<StorageRoot> root() {
        Configuration now = configuration.current();
        return node.get()
                .map(n -> new StorageRoot(
                        now.text("tanist.jarstore.rootpath"),
                        now.directory().resolve(DIRECTORY),
                        n.cluster(),
                        n.self().id(),
                        now.section("tanist.jarstore.")));
    }

    @Override
    public Optional<StorageProvider> provider(String address) {
        return plugins.storage(address);
    }

    @Override
    public Endpoint self() {
        return new Endpoint(
                configuration.current().host(), configuration.current().port());
    }

    @Override
    public List<Member> others() {
        Optional<Node> mine = node.get();
        return mine.map(n -> n.candidacy().view().membership().members().stream()
                        .filter(m -> !m.id().equals(n.self().id()))
                        .toList())
                .orElse(List.of());
    }

    /** In touch with a majority, and not behind for long: the journal is followed all the time. */
    @Override
    public boolean settled() {
        Optional<ElectionView> view = node.get().map(n -> n.candidacy().view());
        return view.isPresent()
                && view.get().coordinated()
                && view.get().membership().find(node.get().get().self().id()).isPresent();
    }

    @Override
    public boolean active() {
        return node.get().flatMap(n -> n.gate().pass()).isPresent();
    }

    @Override
    public CompletionStage<Reply> submit(String id, Request request) {
        return orders.apply(id, request);
    }

    /** Without an address of its own, a journal on a storage is where the file says that the jars are. */
    @Override
    public Optional<String> bound() {
        Configuration now = configuration.current();
        String root = now.text("tanist.jarstore.rootpath");
        boolean journal = now.text("tanist.journal.provider").equals(StorageJournal.PROVIDER)
                && now.text("tanist.journal.rootpath").isEmpty();
        return journal
                ? Optional.of("the journal is on " + root
                        + " because tanist.jarstore.rootpath says so: write tanist.journal.rootpath = \"" + root
                        + "\" into the file and restart, so that it stays there")
                : Optional.empty();
    }

    @Override
    public Limits limits() {
        Configuration now = configuration.current();
        return new Limits(
                now.text("tanist.jarstore.copies"),
                now.bytes("tanist.jarstore.max-jar"),
                now.bytes("tanist.jarstore.quota"),
                now.bytes("tanist.jarstore.min-free"),
                now.duration("tanist.jarstore.stall-timeout"),
                now.duration("tanist.jarstore.scrub-interval"),
                now.bytes("tanist.jarstore.scrub-rate"));
    }

    /** Unknown until the first probe. */
    @Override
    public long freeBytes() {
        return disk.status().probeMs() < 0 ? -1 : disk.status().freeBytes();
    }
}
