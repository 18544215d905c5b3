package org.tanist.cli.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.tanist.cli.status.Finding.Grade;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;

/** What the doctor makes of the answers; pure. */
final class Findings {

    private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;
    private static final double SLOWEST_PROBE_MILLIS = 1_000;
    private static final long MOST_LAG_ENTRIES = 10_000;
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    private Findings() {}

    static List<Finding> of(Cluster cluster, List<SelfAnswer> answers) {
        List<Finding> findings = new ArrayList<>();
        quorum(findings, cluster);
        reachable(findings, answers);
        equal(findings, "versions-equal", answers, self -> self.member("status").text("version"));
        equal(findings, "configuration-equal", answers, self -> self.text("configuration"));
        ports(findings, answers);
        for (Master master : cluster.masters()) {
            role(findings, master);
            disk(findings, master);
            lag(findings, master);
            jars(findings, master);
        }
        clocks(findings, answers);
        return findings;
    }

    private static void quorum(List<Finding> findings, Cluster cluster) {
        boolean served = cluster.active() != null;
        findings.add(Finding.of(
                served,
                "active",
                served
                        ? "master " + cluster.active() + " serves in term " + cluster.term()
                        : "no master serves: " + cluster.verdict()));
        int masters = cluster.masters().size();
        int tolerance = cluster.failureTolerance();
        String detail = masters + " masters, " + tolerance + " more may fail";
        if (masters < 3) {
            findings.add(new Finding(Grade.WARN, "quorum", detail + "; three masters or more survive a failure"));
        } else {
            String remedy = tolerance > 0 ? "" : ": bring back or mend those that do not take part";
            findings.add(Finding.of(tolerance > 0, "quorum", detail + remedy));
        }
    }

    private static void reachable(List<Finding> findings, List<SelfAnswer> answers) {
        for (SelfAnswer answer : answers) {
            String who = answer.master().name() + " (" + answer.master().address() + ")";
            findings.add(
                    answer.self() == null
                            ? new Finding(Grade.BAD, "reachable", who + " does not answer: " + answer.trouble())
                            : new Finding(Grade.OK, "reachable", who + " answers in " + answer.millis() + " ms"));
        }
    }

    private static void equal(
            List<Finding> findings, String check, List<SelfAnswer> answers, Function<Json, String> fact) {
        Map<String, List<String>> mastersByFact = new TreeMap<>();
        for (SelfAnswer answer : answers) {
            if (answer.self() != null) {
                mastersByFact
                        .computeIfAbsent(fact.apply(answer.self()), f -> new ArrayList<>())
                        .add(answer.master().name());
            }
        }
        boolean same = mastersByFact.size() <= 1;
        String remedy = check.startsWith("configuration") ? "; 'tanist config diff' shows where" : "";
        findings.add(Finding.of(
                same,
                check,
                same ? "all masters that answer have the same" : "they differ: " + mastersByFact + remedy));
    }

    private static void ports(List<Finding> findings, List<SelfAnswer> answers) {
        for (SelfAnswer answer : answers) {
            if (answer.self() != null && !answer.peerPort()) {
                findings.add(new Finding(
                        Grade.WARN,
                        "peer-port",
                        answer.master().name() + " takes no connection on its HTTP port + 10000 from this host"));
            }
        }
    }

    /** One that does not answer is told of already. */
    private static void role(List<Finding> findings, Master master) {
        if (!master.up() && !master.role().equals("unreachable")) {
            findings.add(new Finding(
                    Grade.BAD,
                    "role",
                    master.name() + " is " + master.role()
                            + (master.reasons().isEmpty() ? "" : ": " + String.join("; ", master.reasons()))));
        }
    }

    private static void disk(List<Finding> findings, Master master) {
        if (master.diskFreeBytes().isEmpty()) {
            return;
        }
        long free = master.diskFreeBytes().getAsLong();
        double probe = master.diskProbeMs().orElse(0);
        boolean good = free >= LEAST_FREE_BYTES && probe <= SLOWEST_PROBE_MILLIS;
        findings.add(Finding.of(
                good,
                "disk",
                master.name() + " has " + free / (1024 * 1024) + " MB free, a durable write took "
                        + Math.round(probe * 10) / 10.0 + " ms" + (good ? "" : ": free space or replace the disk")));
    }

    private static void lag(List<Finding> findings, Master master) {
        boolean good = master.lagEntries() <= MOST_LAG_ENTRIES;
        if (!good || master.held()) {
            Grade grade = good ? Grade.OK : Grade.WARN;
            findings.add(new Finding(
                    grade,
                    "lag",
                    master.name() + " is " + master.lagEntries() + " entries behind"
                            + (master.held() ? ", held" : "")));
        }
    }

    private static void jars(List<Finding> findings, Master master) {
        long missing = master.jarsMissing().orElse(0);
        if (!master.jarsProblem().isEmpty()) {
            findings.add(new Finding(Grade.BAD, "jars", master.name() + ": " + master.jarsProblem()));
        } else if (missing > 0) {
            findings.add(new Finding(
                    Grade.WARN,
                    "jars",
                    master.name() + " lacks " + missing
                            + " jars and fetches them; 'tanist jar verify' says what fails"));
        }
    }

    /** Informational: nothing in Tanist rests on wall clocks, but people compare logs. */
    private static void clocks(List<Finding> findings, List<SelfAnswer> answers) {
        for (SelfAnswer answer : answers) {
            answer.skew().ifPresent(skew -> {
                boolean good = skew.abs().compareTo(MOST_SKEW) <= 0;
                findings.add(new Finding(
                        good ? Grade.OK : Grade.WARN,
                        "clock",
                        answer.master().name() + " differs by about " + skew.toSeconds() + " s from this host"));
            });
        }
    }
}
