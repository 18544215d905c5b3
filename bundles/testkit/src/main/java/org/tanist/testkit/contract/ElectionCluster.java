package org.tanist.testkit.contract;

import static org.tanist.testkit.Eventually.present;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Election;
import org.tanist.election.Standing;
import org.tanist.journal.Journal;
import org.tanist.testkit.Replica;

/**
 * A cluster of masters that do nothing but stand for election and follow the provider's journal. A killed master keeps its directory,
 * identity and address, and can be started again. For the thread of one test.
 */
public final class ElectionCluster implements AutoCloseable {
    private final ElectionProvider provider;
    private final Path directory;
    private final ClusterId id = new ClusterId(UUID.randomUUID());
    private final List<Member> members = new ArrayList<>();
    private final Membership founders;
    private final Map<Integer, Master> running = new TreeMap<>();
    private final List<ViewLog> allViews = new ArrayList<>();
    private final List<Replica> allReplicas = new ArrayList<>();

    /** One running master. */
    public record Master(int number, Member member, Candidacy candidacy, Replica replica, ViewLog views) {

        /** The term in which it leads at the moment, as it believes. */
        public Optional<Term> leads() {
            return candidacy.view().standing() instanceof Standing.Leading leading
                    ? Optional.of(leading.term())
                    : Optional.empty();
        }

        /** The journal that comes with the election. */
        public Journal journal() {
            return candidacy.journal().orElseThrow(() -> new AssertionError("this election has no journal"));
        }
    }

    /** Names the founders; none is started. */
    public ElectionCluster(ElectionProvider provider, Path directory, int size) {
        this.provider = provider;
        this.directory = directory;
        for (int number = 0; number < size; number++) {
            members.add(newMember(number));
        }
        founders = new Membership(members);
    }

    private Member newMember(int number) {
        return new Member(new MasterId(UUID.randomUUID()), "m" + (number + 1), provider.address(number));
    }

    /** One more master; when started it joins, once the active adds it. */
    public Member another() {
        Member member = newMember(members.size());
        members.add(member);
        return member;
    }

    /** Who has this number. */
    public Member member(int number) {
        return members.get(number);
    }

    /** How long to wait for anything. */
    public Duration patience() {
        return provider.patience();
    }

    /** Starts all founders. */
    public ElectionCluster startAll() {
        for (int number = 0; number < founders.members().size(); number++) {
            start(number);
        }
        return this;
    }

    /** Starts a master, for the first time or again. */
    public Master start(int number) {
        return start(number, Term.NONE);
    }

    /** Starts a master that knows of terms up to {@code floor}. */
    public Master start(int number, Term floor) {
        try {
            return start(number, floor, id);
        } catch (IOException e) {
            throw new UncheckedIOException("master " + (number + 1) + " did not start", e);
        }
    }

    /** Starts a master as one of another cluster, on the data that it has. */
    public Master start(int number, Term floor, ClusterId cluster) throws IOException {
        Member member = members.get(number);
        Path own = Files.createDirectories(directory.resolve(member.name()));
        Membership founding = founders.find(member.id()).isPresent() ? founders : Membership.EMPTY;
        Candidate candidate =
                new Candidate(cluster, member, founding, own, provider.timeout(), true, provider.settings());
        ViewLog views = new ViewLog();
        Replica replica = new Replica();
        Election election = provider.election(number);
        Candidacy candidacy = election.stand(candidate, floor, views);
        candidacy.journal().ifPresent(journal -> journal.follow(replica));
        Master master = new Master(number, member, candidacy, replica, views);
        running.put(number, master);
        allViews.add(views);
        allReplicas.add(replica);
        return master;
    }

    /** The running master with this number. */
    public Master master(int number) {
        Master master = running.get(number);
        if (master == null) {
            throw new IllegalStateException("master " + (number + 1) + " does not run");
        }
        return master;
    }

    /** All that run. */
    public List<Master> running() {
        return List.copyOf(running.values());
    }

    /** Waits until exactly one running master leads and all others that are coordinated know it. */
    public Master leader() {
        return leaderAbove(Term.NONE);
    }

    /** Waits for a leader with a term above this one. */
    public Master leaderAbove(Term term) {
        return present(
                "leader above term " + term + " in " + this,
                patience(),
                () -> agreedLeader()
                        .filter(leader -> leader.leads()
                                .filter(now -> now.isNewerThan(term))
                                .isPresent()));
    }

    private Optional<Master> agreedLeader() {
        List<Master> leading =
                running().stream().filter(one -> one.leads().isPresent()).toList();
        if (leading.size() != 1) {
            return Optional.empty();
        }
        Master leader = leading.get(0);
        boolean known = running().stream()
                .filter(one -> one.candidacy().view().coordinated())
                .allMatch(one -> one.candidacy()
                        .view()
                        .leader()
                        .map(Member::id)
                        .equals(Optional.of(leader.member().id())));
        return known ? Optional.of(leader) : Optional.empty();
    }

    /** Any running master but this one. */
    public Master other(Master than) {
        return running().stream()
                .filter(one -> one.number() != than.number())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no other master runs"));
    }

    /** Ends a master abruptly. */
    public void kill(int number) {
        Master master = master(number);
        provider.kill(master.candidacy());
        master.views().end();
        running.remove(number);
    }

    /** Closes a master as SIGTERM does. */
    public void stop(int number) {
        Master master = master(number);
        master.candidacy().close();
        master.views().end();
        running.remove(number);
    }

    /** Cuts a master off; only if the provider {@linkplain ElectionProvider#isolates can}. */
    public void isolate(int number) {
        provider.isolation().orElseThrow().begin(members.get(number).id());
    }

    /** Ends an isolation. */
    public void heal(int number) {
        provider.isolation().orElseThrow().end(members.get(number).id());
    }

    /** What no election may ever do, over the whole life of this cluster. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        Set<Term> granted = new HashSet<>();
        for (ViewLog views : allViews) {
            faults.add(views.fault());
            for (Term term : views.granted()) {
                faults.add(granted.add(term) ? "" : "term " + term + " was granted twice");
            }
        }
        allReplicas.forEach(replica -> faults.add(replica.fault()));
        faults.removeIf(String::isEmpty);
        return faults;
    }

    @Override
    public void close() {
        running().forEach(master -> stop(master.number()));
        provider.close();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Master master : running()) {
            text.append(master.member().name())
                    .append(": ")
                    .append(master.candidacy().view())
                    .append("; ");
        }
        return text.toString();
    }
}
