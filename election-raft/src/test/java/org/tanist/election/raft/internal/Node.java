package org.tanist.election.raft.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.Standing;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;

/** One master of a test cluster: a candidacy and the list of texts that its journal delivered. */
final class Node implements EntryConsumer, AutoCloseable {
    private final Member member;
    private final Path directory;
    private final List<String> texts = new ArrayList<>();
    private Position at = Position.START;
    private int restores;
    private @Nullable Candidacy candidacy;

    Node(Member member, Path directory) {
        this.member = member;
        this.directory = directory;
    }

    Node start(ClusterId cluster, Membership founders, Duration timeout, Term floor) throws IOException {
        java.nio.file.Files.createDirectories(directory);
        Candidate candidate = new Candidate(cluster, member, founders, directory, timeout, true, Map.of());
        synchronized (this) {
            texts.clear();
            at = Position.START;
        }
        candidacy = new RaftElection().stand(candidate, floor, view -> {});
        journal().follow(this);
        return this;
    }

    Member member() {
        return member;
    }

    Path directory() {
        return directory;
    }

    Candidacy candidacy() {
        return Objects.requireNonNull(candidacy, "not started");
    }

    boolean running() {
        return candidacy != null;
    }

    Journal journal() {
        return candidacy().journal().orElseThrow();
    }

    boolean leads() {
        Candidacy running = candidacy;
        return running != null && running.view().standing() instanceof Standing.Leading;
    }

    Term term() {
        return candidacy().view().term();
    }

    JournalWriter open() throws IOException {
        return journal().open(term());
    }

    static Entry entry(String text) {
        return new Entry("test", UUID.randomUUID().toString(), 0, text.getBytes(StandardCharsets.UTF_8));
    }

    static Position write(JournalWriter writer, String... texts)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            entries.add(entry(text));
        }
        return writer.append(entries).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized Position at() {
        return at;
    }

    synchronized int restores() {
        return restores;
    }

    @Override
    public synchronized void apply(Position position, Entry entry) {
        if (position.index() != at.index() + 1) {
            throw new IllegalStateException(member.name() + " got " + position + " after " + at);
        }
        at = position;
        texts.add(new String(entry.payload(), StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void restore(Position position, InputStream snapshot) throws IOException {
        texts.clear();
        DataInputStream in = new DataInputStream(snapshot);
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        at = position;
        restores++;
    }

    /** The state as it is now. */
    synchronized Snapshot snapshot() {
        List<String> frozen = texts();
        return new Snapshot(at, out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(frozen.size());
            for (String text : frozen) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                data.writeInt(bytes.length);
                data.write(bytes);
            }
            data.flush();
        });
    }

    @Override
    public void close() {
        if (candidacy != null) {
            candidacy.close();
            candidacy = null;
        }
    }
}
