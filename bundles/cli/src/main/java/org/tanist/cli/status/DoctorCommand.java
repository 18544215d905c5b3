package org.tanist.cli.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;

/** {@code tanist doctor}. */
@Command(
        name = "doctor",
        description =
                "Looks for what is wrong, or soon will be; exit code 8 if there is something, 5 without an active.")
public final class DoctorCommand implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public DoctorCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Cluster cluster = Cluster.of(ClusterReading.read(client, globals.stale()));
            List<SelfAnswer> answers = new ArrayList<>();
            for (Master master : cluster.masters()) {
                answers.add(SelfAnswer.ask(globals, master));
            }
            List<Finding> findings = Findings.of(cluster, answers);
            globals.output().show(json(findings), page -> {
                Table table = Table.of("STATE", "CHECK", "DETAIL");
                findings.forEach(f -> table.row(f.grade().word(), f.check(), f.detail()));
                page.table(table);
            });
            if (cluster.active() == null) {
                return ExitCode.NO_ACTIVE;
            }
            return findings.stream().anyMatch(f -> f.grade() == Finding.Grade.BAD) ? ExitCode.DEGRADED : ExitCode.OK;
        }
    }

    private static Json json(List<Finding> findings) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("check", finding.check());
            members.put("state", finding.grade().name().toLowerCase(java.util.Locale.ROOT));
            members.put("detail", finding.detail());
            all.add(members);
        }
        return new Json(all);
    }
}
