package org.tanist.master.internal.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.cluster.Role;
import org.tanist.control.ClusterStatus;
import org.tanist.control.MasterStatus;
import org.tanist.control.Measurement;
import org.tanist.control.Measurement.Type;
import org.tanist.control.TransitionStatus;
import org.tanist.journal.JournalInfo;
import org.tanist.master.internal.service.Timings;
import org.tanist.master.internal.status.Basics;
import org.tanist.master.internal.status.Node;
import org.tanist.master.internal.status.StatusBoard;

/** The samples for monitoring, taken anew at each call. */
final class Metrics {
    private final Basics basics;
    private final StatusBoard board;

    Metrics(Basics basics, StatusBoard board) {
        this.basics = basics;
        this.board = board;
    }

    List<Measurement> all() {
        List<Measurement> all = new ArrayList<>();
        ClusterStatus cluster = board.cluster();
        gauge(all, "tanist_is_active", "1 on the serving active, else 0", board.role() == Role.ACTIVE ? 1 : 0);
        gauge(all, "tanist_term", "Newest term known", cluster.term());
        gauge(
                all,
                "tanist_failure_tolerance",
                "Masters that may fail before writing stops",
                cluster.failureTolerance());
        gauge(all, "tanist_masters", "Members of the cluster", cluster.masters().size());
        gauge(
                all,
                "tanist_commands_waiting",
                "Commands on their way",
                basics.commands().waiting());
        for (MasterStatus master : cluster.masters()) {
            all.add(new Measurement(
                    "tanist_replication_lag_entries",
                    "Entries a master is behind the active",
                    Type.GAUGE,
                    Map.of("master", master.name()),
                    master.lag().entries()));
        }
        disk(all);
        jars(all);
        journal(all);
        transitions(all);
        return all;
    }

    private void disk(List<Measurement> all) {
        MasterStatus.Disk disk = basics.disk().status();
        gauge(all, "tanist_disk_free_bytes", "Usable space of the data disk", disk.freeBytes());
        gauge(all, "tanist_disk_probe_seconds", "How long the last durable write probe took", disk.probeMs() / 1000);
    }

    private void jars(List<Measurement> all) {
        MasterStatus.Jars jars = basics.jars().status();
        if (jars != null) {
            gauge(all, "tanist_jar_copies_held", "Published jars that this master has on its disk", jars.held());
            gauge(all, "tanist_jar_copies_missing", "Published jars that this master lacks", jars.missing());
        }
    }

    private void journal(List<Measurement> all) {
        gauge(
                all,
                "tanist_journal_position",
                "Last applied entry",
                basics.host().position().index());
        Optional<JournalInfo> info = basics.node().get().map(Node::journal).map(j -> j.info());
        info.ifPresent(j -> {
            gauge(all, "tanist_journal_bytes", "Size of the journal on this master", j.bytes());
            all.add(new Measurement(
                    "tanist_fenced_writes_rejected_total",
                    "Appends of stale terms refused here",
                    Type.COUNTER,
                    Map.of(),
                    j.fencedWrites()));
        });
        Timings times = basics.commands().commitTimes();
        if (times.count() > 0) {
            String name = "tanist_journal_commit_seconds";
            String help = "From submission to application of a command";
            for (double q : new double[] {0.5, 0.9, 0.99}) {
                all.add(new Measurement(
                        name, help, Type.SUMMARY, Map.of("quantile", Double.toString(q)), times.quantile(q)));
            }
            all.add(new Measurement(name, help, Type.SUMMARY, Map.of("stat", "count"), times.count()));
            all.add(new Measurement(name, help, Type.SUMMARY, Map.of("stat", "sum"), times.sumSeconds()));
        }
    }

    private void transitions(List<Measurement> all) {
        List<TransitionStatus> done = basics.history().changes().stream()
                .filter(t -> "done".equals(t.state()))
                .toList();
        for (String type : List.of("transfer", "stand-down", "failover")) {
            all.add(new Measurement(
                    "tanist_active_changes_total",
                    "Changes of the active in the kept history",
                    Type.COUNTER,
                    Map.of("cause", type),
                    done.stream().filter(t -> t.type().equals(type)).count()));
        }
        done.stream()
                .findFirst()
                .ifPresent(last -> last.steps()
                        .forEach(step -> all.add(new Measurement(
                                "tanist_failover_duration_seconds",
                                "Phases of the last change of the active",
                                Type.GAUGE,
                                Map.of("phase", step.name()),
                                step.ms() / 1000))));
    }

    private static void gauge(List<Measurement> all, String name, String help, double value) {
        all.add(new Measurement(name, help, Type.GAUGE, Map.of(), value));
    }
}
