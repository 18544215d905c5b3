package org.tanist.election.raft.internal;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.Endpoint;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Member;
import org.tanist.cluster.Membership;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.election.Candidacy;
import org.tanist.election.Candidate;
import org.tanist.election.ElectionView;
import org.tanist.election.Standing;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.JournalWriter;

/** One process of {@link RaftBench}: leads when it can, writes all along while it leads, and obeys lines on its input. */
@SuppressWarnings("SystemOut")
final class BenchMaster {
    private static final byte[] PAYLOAD = new byte[200];
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Candidacy candidacy;
    private volatile @Nullable JournalWriter writer;
    private volatile long term;
    private volatile boolean steady = true;
    private volatile boolean first;

    private BenchMaster(Candidacy candidacy) {
        this.candidacy = candidacy;
    }

    public static void main(String[] args) throws Exception {
        ClusterId cluster = ClusterId.of(args[0]);
        int self = Integer.parseInt(args[1]);
        Path directory = Path.of(args[2]);
        Duration timeout = Duration.ofMillis(Long.parseLong(args[3]));
        List<Member> members = new ArrayList<>();
        for (int i = 4; i < args.length; i++) {
            int port = Integer.parseInt(args[i]);
            members.add(new Member(new MasterId(new UUID(7, i)), "m" + (i - 3), new Endpoint("127.0.0.1", port)));
        }
        Files.createDirectories(directory);
        Candidate candidate =
                new Candidate(cluster, members.get(self), new Membership(members), directory, timeout, true, Map.of());
        BenchMaster[] holder = new BenchMaster[1];
        CountDownLatch ready = new CountDownLatch(1);
        Candidacy candidacy = new RaftElection().stand(candidate, Term.NONE, view -> {
            try {
                ready.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            holder[0].changed(view);
        });
        holder[0] = new BenchMaster(candidacy);
        candidacy.journal().orElseThrow().follow(new EntryConsumer() {
            @Override
            public void apply(Position position, Entry entry) {}

            @Override
            public void restore(Position position, java.io.InputStream snapshot) {}
        });
        ready.countDown();
        OUT.println("UP " + System.nanoTime());
        holder[0].obey(members);
    }

    private void changed(ElectionView view) {
        if (view.standing() instanceof Standing.Leading leading
                && leading.term().value() > term) {
            OUT.println("LEAD " + System.nanoTime() + " " + leading.term() + " " + view.cause());
            try {
                writer = candidacy.journal().orElseThrow().open(leading.term());
                term = leading.term().value();
                first = true;
                if (steady) {
                    next();
                }
            } catch (java.io.IOException e) {
                OUT.println("NOTE " + e.getMessage());
            }
        }
    }

    private void next() {
        JournalWriter open = writer;
        if (open == null || !steady) {
            return;
        }
        open.append(List.of(new Entry("b", "x", 0, PAYLOAD))).whenComplete((position, failure) -> {
            if (failure == null) {
                if (first) {
                    first = false;
                    OUT.println("FIRST " + System.nanoTime());
                }
                lastAck = System.nanoTime();
                CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS).execute(this::next);
            }
        });
    }

    private volatile long lastAck;

    private void obey(List<Member> members) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "steady" -> {
                    steady = words[1].equals("on");
                    if (steady) {
                        next();
                    }
                }
                case "transfer" -> {
                    writer = null;
                    long begin = System.nanoTime();
                    candidacy
                            .transfer(members.get(Integer.parseInt(words[1])).id(), Duration.ofSeconds(5))
                            .whenComplete((outcome, failure) -> OUT.println(
                                    "TRANSFERRED " + begin + " " + lastAck + " " + System.nanoTime() + " " + outcome));
                }
                case "load" ->
                    load(
                            "load",
                            Integer.parseInt(words[1]),
                            Double.parseDouble(words[2]),
                            () -> required().append(List.of(new Entry("b", "x", 0, PAYLOAD))));
                case "reads" ->
                    load(
                            "reads",
                            Integer.parseInt(words[1]),
                            Double.parseDouble(words[2]),
                            () -> required().confirm());
                case "exit" -> {
                    candidacy.close();
                    OUT.println("BYE " + System.nanoTime());
                    System.exit(0);
                }
                default -> OUT.println("NOTE what is " + line);
            }
        }
        System.exit(0);
    }

    private JournalWriter required() {
        JournalWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("not leading");
        }
        return open;
    }

    private interface Operation {
        CompletionStage<Position> begin();
    }

    private void load(String name, int clients, double seconds, Operation operation) throws InterruptedException {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        CountDownLatch done = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            chain(operation, end, latencies, done);
        }
        if (!done.await((long) seconds + 20, TimeUnit.SECONDS)) {
            OUT.println("NOTE " + done.getCount() + " clients hang");
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            OUT.println("RESULT " + name + " nothing");
            return;
        }
        OUT.printf(
                "RESULT %s clients=%d rate=%.0f/s median=%.2fms p99=%.2fms max=%.1fms%n",
                name,
                clients,
                sorted.length / seconds,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                Arrays.stream(sorted).max().getAsLong() / 1e6);
    }

    private static void chain(
            Operation operation, long end, ConcurrentLinkedQueue<Long> latencies, CountDownLatch done) {
        long begin = System.nanoTime();
        if (begin > end) {
            done.countDown();
            return;
        }
        operation.begin().whenCompleteAsync((position, failure) -> {
            if (failure != null) {
                OUT.println("NOTE " + failure);
                done.countDown();
                return;
            }
            latencies.add(System.nanoTime() - begin);
            chain(operation, end, latencies, done);
        });
    }
}
