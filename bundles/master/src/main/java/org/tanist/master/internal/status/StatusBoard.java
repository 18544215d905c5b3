package org.tanist.master.internal.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Role;
import org.tanist.control.ClusterStatus;
import org.tanist.control.MasterStatus;
import org.tanist.control.SelfReport;
import org.tanist.control.Stamp;
import org.tanist.election.ElectionView;
import org.tanist.master.internal.jarstore.JarProbe;
import org.tanist.master.internal.leadership.Phase;
import org.tanist.master.internal.members.MemberFlags;
import org.tanist.master.internal.peers.PeerWatch.Sighting;

/** What this master shows; see the package page. Thread-safe; never blocks. */
public final class StatusBoard {
    /** A member that has not answered for longer than this is unreachable. */
    private static final double SILENT_MILLIS = 3000;

    private final Basics basics;
    private final Directory directory;
    private final JarRoots jarRoots;
    private final CatchUp catchUp = new CatchUp();
    private final Map<MasterId, Long> levelSince = new ConcurrentHashMap<>();

    /** Shows what the parts say. */
    public StatusBoard(Basics basics, Directory directory) {
        this.basics = basics;
        this.directory = directory;
        this.jarRoots = new JarRoots(basics.ticker());
    }

    /** The newest election view; an unknown one before this master stands. */
    public ElectionView view() {
        return basics.node().get().map(n -> n.candidacy().view()).orElseGet(ElectionView::unknown);
    }

    /** This master's role now. */
    public Role role() {
        Optional<Node> node = basics.node().get();
        if (node.isEmpty()) {
            return Role.STARTING;
        }
        Phase phase = node.get().loop().phase();
        if (phase instanceof Phase.Serving && node.get().gate().pass().isPresent()) {
            catchUp.served();
            return Role.ACTIVE;
        }
        if (phase instanceof Phase.Activating || phase instanceof Phase.HandingOver) {
            return Role.RECOVERING;
        }
        ElectionView view = view();
        if (view.membership().find(node.get().self().id()).isEmpty()) {
            return Role.STARTING;
        }
        if (illness().isPresent()) {
            return Role.FAILED;
        }
        if (!view.coordinated()) {
            return Role.ISOLATED;
        }
        MasterId self = node.get().self().id();
        if (!catchUp.isDone(
                self, view, basics.host().position().index(), node.get().peers()::of)) {
            return Role.STARTING;
        }
        return flags(self).held() ? Role.HELD : Role.STANDBY;
    }

    /** What is wrong with this master itself: its disk, its way to the journal, or a jar store that is not the others'. */
    public Optional<String> illness() {
        return basics.disk()
                .illness()
                .or(() -> basics.node().get().flatMap(n -> n.journal().illness()))
                .or(() -> jarRoots.difference(basics.jars().probe().root(), other()));
    }

    /** The master that leads, if that is another one and was heard of. */
    private Optional<Sighting> other() {
        return basics.node()
                .get()
                .flatMap(n -> view().leader().flatMap(l -> n.peers().of(l.id())));
    }

    /** Who answers. */
    public Stamp stamp() {
        Role role = role();
        return new Stamp(
                basics.name(),
                role,
                view().term().value(),
                basics.host().position().index(),
                age(role));
    }

    private long age(Role role) {
        if (role == Role.ACTIVE) {
            return 0;
        }
        return other().map(seen -> Math.round(basics.ticker().millisSince(seen.atNanos())))
                .orElse(-1L);
    }

    /** What this master tells others. */
    public SelfReport self() {
        Optional<Node> node = basics.node().get();
        List<String> members = new ArrayList<>();
        for (Member member : directory.all(view().membership())) {
            boolean joined = flags(member.id()).joined();
            members.add(
                    member.id() + "=" + member.name() + "=" + member.address() + "=" + (joined ? "joined" : "seat"));
        }
        return new SelfReport(
                basics.configuration().current().text("tanist.cluster.name"),
                node.map(n -> n.cluster().toString()).orElse(null),
                basics.host().fresh(),
                basics.seats(),
                members,
                basics.configuration().current().fingerprint(),
                basics.jars().probe().root().map(JarProbe.Root::wire).orElse(""),
                basics.decisions().ended(),
                own());
    }

    private MasterStatus own() {
        Optional<Node> node = basics.node().get();
        Role role = role();
        MemberFlags flags = node.map(n -> flags(n.self().id())).orElse(MemberFlags.NONE);
        List<String> reasons = reasons(node, role);
        return new MasterStatus(
                node.map(n -> n.self().id().toString()).orElse(""),
                basics.name(),
                basics.address().toString(),
                role.wire(),
                view().term().value(),
                basics.host().position().index(),
                ownLag(node),
                flags.priority(),
                flags.held(),
                reasons.isEmpty(),
                reasons,
                basics.configuration().current().version(),
                true,
                0,
                basics.disk().status(),
                basics.jars().status());
    }

    private String held(MemberFlags flags) {
        String why = flags.holdReason().isEmpty() ? "" : " (" + flags.holdReason() + ")";
        return "held by an operator's order" + why + ": release it with 'tanist masters release " + basics.name() + "'";
    }

    private List<String> reasons(Optional<Node> node, Role role) {
        List<String> reasons = new ArrayList<>();
        if (node.isEmpty()) {
            reasons.add(basics.startup().get());
            return reasons;
        }
        switch (role) {
            case HELD -> reasons.add(held(flags(node.get().self().id())));
            case STARTING ->
                reasons.add(
                        view().membership().find(node.get().self().id()).isEmpty()
                                ? "is not a member of the cluster yet"
                                : "catches up with the journal");
            case ISOLATED -> reasons.add(isolation(node.get()));
            case RECOVERING -> reasons.add(basics.decisions().newestReason());
            case FAILED, ACTIVE, STANDBY, UNREACHABLE -> {}
        }
        illness().ifPresent(reasons::add);
        if (role != Role.HELD && node.get().loop().resigned() && reasons.isEmpty()) {
            reasons.add(basics.decisions().newestReason());
        }
        return reasons;
    }

    private String isolation(Node node) {
        return node.candidacy()
                .failure()
                .orElse(
                        node.candidacy().needed(3) > 1
                                ? "cannot reach a majority of the masters"
                                : "cannot reach the coordination service of the election ("
                                        + basics.configuration().current().text("tanist.election.provider") + ")");
    }

    private MasterStatus.Lag ownLag(Optional<Node> node) {
        long entries = other().map(seen -> Math.max(
                        0,
                        seen.report().status().position()
                                - basics.host().position().index()))
                .orElse(0L);
        return lag(node.map(n -> n.self().id()).orElse(null), entries);
    }

    private MasterStatus.Lag lag(@Nullable MasterId id, long entries) {
        long now = basics.ticker().nanos();
        if (id == null || entries == 0) {
            if (id != null) {
                levelSince.put(id, now);
            }
            return new MasterStatus.Lag(entries, 0);
        }
        long since = levelSince.computeIfAbsent(id, key -> now);
        return new MasterStatus.Lag(entries, Math.round((now - since) / 1e7) / 100.0);
    }

    /** All members as this master sees them. */
    public List<MasterStatus> masters() {
        Optional<Node> node = basics.node().get();
        if (node.isEmpty()) {
            return List.of(own());
        }
        List<MasterStatus> all = new ArrayList<>();
        for (Member member : directory.all(view().membership())) {
            all.add(member.id().equals(node.get().self().id()) ? own() : other(node.get(), member));
        }
        return all;
    }

    private MasterStatus other(Node node, Member member) {
        MemberFlags flags = flags(member.id());
        Optional<Sighting> seen = node.peers().of(member.id());
        if (seen.isEmpty()) {
            return unreachable(member, flags, "has not been heard of since this master started", -1, 0);
        }
        MasterStatus told = seen.get().report().status();
        double silent = basics.ticker().millisSince(seen.get().atNanos());
        if (!seen.get().answering() || silent > SILENT_MILLIS) {
            return unreachable(member, flags, "does not answer", Math.round(silent), told.position());
        }
        boolean active = Role.ACTIVE.wire().equals(told.role());
        // A held master that has just restarted does not know it yet; everybody else does.
        boolean linked = view().links().getOrDefault(member.id(), true);
        boolean unaware = flags.held() && Role.STANDBY.wire().equals(told.role());
        long entries = active ? 0 : Math.max(0, seen.get().ownIndex() - told.position());
        return new MasterStatus(
                told.id(),
                member.name(),
                member.address().toString(),
                unaware ? Role.HELD.wire() : told.role(),
                told.term(),
                told.position(),
                lag(member.id(), entries),
                flags.priority(),
                flags.held(),
                told.eligible() && !flags.held() && linked,
                linked ? told.reasons() : unlinked(told.reasons()),
                told.version(),
                false,
                Math.round(silent),
                told.disk(),
                told.jars());
    }

    /** Its HTTP answers, but the election cannot reach it: it has just started, or its port is cut off. */
    private static List<String> unlinked(List<String> told) {
        List<String> reasons = new ArrayList<>(told);
        reasons.add("is not reached by the election at the moment");
        return reasons;
    }

    private static MasterStatus unreachable(Member member, MemberFlags flags, String why, long silent, long position) {
        return new MasterStatus(
                member.id().toString(),
                member.name(),
                member.address().toString(),
                Role.UNREACHABLE.wire(),
                0,
                position,
                new MasterStatus.Lag(0, 0),
                flags.priority(),
                flags.held(),
                false,
                List.of(why),
                "",
                false,
                silent,
                null,
                null);
    }

    /** The cluster as this master sees it. */
    public ClusterStatus cluster() {
        ElectionView view = view();
        List<MasterStatus> masters = masters();
        Optional<MasterStatus> active = active(masters);
        int reachable = (int) masters.stream().filter(StatusBoard::takesPart).count();
        int size = Math.max(1, view.membership().members().size());
        Verdict.Count count = new Verdict.Count(reachable, size, needed(size));
        Optional<String> isolation =
                basics.node().get().filter(node -> !view.coordinated()).map(this::isolation);
        Verdict verdict = Verdict.of(masters, active, count, isolation);
        return new ClusterStatus(
                basics.configuration().current().text("tanist.cluster.name"),
                basics.node().get().map(n -> n.cluster().toString()).orElse(null),
                view.term().value(),
                active.map(MasterStatus::name).orElse(null),
                verdict.health(),
                verdict.sentence(),
                count.tolerance(),
                true,
                new ClusterStatus.ElectionInfo(basics.configuration().current().text("tanist.election.provider")),
                new ClusterStatus.JournalState(
                        basics.configuration().current().text("tanist.journal.provider"),
                        basics.host().position().index()),
                basics.jars().info(),
                masters);
    }

    /** How many of so many members must live so that one of them can be active. */
    public int needed(int members) {
        return basics.node().get().map(n -> n.candidacy().needed(members)).orElse(members / 2 + 1);
    }

    /** The serving active: the newest term wins when an old report still claims it. */
    static Optional<MasterStatus> active(List<MasterStatus> masters) {
        return masters.stream()
                .filter(m -> Role.ACTIVE.wire().equals(m.role()))
                .max((a, b) -> Long.compare(a.term(), b.term()));
    }

    /** Whether a master counts for the quorum as it is. */
    public static boolean takesPart(MasterStatus master) {
        return switch (Role.fromWire(master.role())) {
            case ACTIVE, STANDBY, HELD, RECOVERING -> true;
            case STARTING, ISOLATED, FAILED, UNREACHABLE -> false;
        };
    }

    /** The members' flags. */
    public MemberFlags flags(MasterId id) {
        return basics.flags().of(id);
    }

    /** The members under their told names. */
    public Optional<Member> find(Membership membership, String name) {
        return directory.find(membership, name);
    }
}
