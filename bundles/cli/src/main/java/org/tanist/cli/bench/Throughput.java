package org.tanist.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.tanist.cli.bench.load.Dialogue;
import org.tanist.cli.bench.load.LoadResult;
import org.tanist.cli.bench.load.LoadRun;
import org.tanist.cli.bench.load.Sequence;

/** The figures of a store under load; the same for Tanist and its peers. */
final class Throughput {

    private static final int READ_KEYS = 200;

    private final Report report;
    private final Goal goal;
    private final LoadRun many;
    private final Consumer<String> progress;
    private final Map<String, Double> writeRates = new LinkedHashMap<>();

    /**
     * What Tanist's figures are to reach.
     *
     * @param writes with many clients
     * @param lone of one client
     * @param reads with many clients
     * @param times how its writes are to compare with the best peer's
     */
    record Goal(String writes, String lone, String reads, double times) {
        static final Goal RAFT = new Goal("6500/s", "median 1.7 ms", "etcd's", 1.5);
        static final Goal ZOOKEEPER = new Goal("ZooKeeper's", "", "", 1.0);
        private static final Goal NONE = new Goal("", "", "", 0);
    }

    /** Measures with so many clients, and with one. */
    Throughput(Report report, Goal goal, LoadRun many, Consumer<String> progress) {
        this.report = report;
        this.goal = goal;
        this.many = many;
        this.progress = progress;
    }

    /** Measures one store. */
    void measure(Subject subject, int keys) throws IOException {
        LoadRun one = new LoadRun(1, many.warmUp(), many.length());
        Goal aim = subject instanceof TanistLoad ? goal : Goal.NONE;
        progress.accept("filling " + subject.name() + " with " + keys + " keys");
        // One more than keys: a store may need a request to make room for them.
        Sequence.run(resolved(subject), subject.fills(), keys + 1);
        double rate = load(subject, "writes", many, client -> subject.writes(client, keys), aim.writes());
        writeRates.put(subject.name(), rate);
        load(subject, "writes", one, client -> subject.writes(client, keys), aim.lone());
        load(subject, "reads", many, client -> subject.reads(READ_KEYS), aim.reads());
    }

    /** How the writes compare; empty if there is nothing to compare. */
    String verdict() {
        Double ours = writeRates.get("tanist");
        StringBuilder text = new StringBuilder();
        if (ours != null) {
            writeRates.forEach((name, rate) -> {
                if (!name.equals("tanist")) {
                    text.append(String.format(Locale.ROOT, "writes: %.2f times %s's; ", ours / rate, name));
                }
            });
        }
        return text.isEmpty() ? "" : text + "the target is " + goal.times() + " times the better one";
    }

    private double load(Subject subject, String what, LoadRun run, IntFunction<Dialogue> dialogues, String target)
            throws IOException {
        String figure =
                subject.name() + ", " + what + ", " + run.clients() + (run.clients() == 1 ? " client" : " clients");
        progress.accept("measuring " + figure);
        LoadResult result = run.run(resolved(subject), dialogues);
        Samples millis = new Samples();
        for (int micros : result.sortedMicros()) {
            millis.add(micros / 1_000.0);
        }
        report.add(figure + ", ms", millis, target.endsWith("ms") ? target : "");
        report.add(figure + ", a second", result.rate(), target.endsWith("ms") ? "" : target);
        if (result.failed() > 0 || !result.trouble().isEmpty()) {
            progress.accept(String.format(
                    Locale.ROOT, "%s: %d requests failed (%s)", figure, result.failed(), result.trouble()));
        }
        return result.rate();
    }

    private static InetSocketAddress resolved(Subject subject) {
        return new InetSocketAddress(subject.address().host(), subject.address().port());
    }
}
