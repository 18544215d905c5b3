package org.tanist.cli.jar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ClusterReading;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Page;
import org.tanist.cli.output.Table;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Cluster;
import org.tanist.client.wire.Jar;
import org.tanist.client.wire.JarCheck;
import org.tanist.client.wire.Master;
import picocli.CommandLine.Command;

/** {@code tanist jar verify}. */
@Command(
        name = "verify",
        description = "Has every master re-read its jars and repair them; exit code 8 if one is missing.")
public final class VerifyJars implements Callable<Integer> {

    private final Globals globals;

    /** The command. */
    public VerifyJars(Globals globals) {
        this.globals = globals;
    }

    /** One copy of one jar. */
    private record Row(Jar jar, String master, String state, String detail) {

        Map<String, Object> json() {
            return Map.of("id", jar.id(), "name", jar.name(), "master", master, "state", state, "detail", detail);
        }
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client();
                Meter meter = new Meter("verifying", globals::draw)) {
            List<Jar> jars = client.jars().list(globals.stale());
            List<Master> masters =
                    Cluster.of(ClusterReading.read(client, globals.stale())).masters();
            List<Row> rows = new ArrayList<>();
            long total = jars.stream().mapToLong(Jar::size).sum() * masters.size();
            long done = 0;
            for (Master master : masters) {
                try (TanistClient one = globals.patientClientOf(master.address())) {
                    for (Jar jar : jars) {
                        rows.add(check(one, master.name(), jar));
                        done += jar.size();
                        meter.reached(done, total);
                    }
                }
            }
            meter.close();
            globals.output().show(new Json(rows.stream().map(Row::json).toList()), page -> show(page, rows));
            return rows.stream()
                            .allMatch(row ->
                                    row.state().equals("ok") || row.state().equals("repaired"))
                    ? ExitCode.OK
                    : ExitCode.DEGRADED;
        }
    }

    private static Row check(TanistClient master, String name, Jar jar) {
        try {
            JarCheck check = master.jars().check(jar.id());
            return new Row(jar, name, check.state(), check.detail());
        } catch (ClientException e) {
            return new Row(jar, name, "unknown", String.valueOf(e.getMessage()));
        }
    }

    private static void show(Page page, List<Row> rows) {
        Table table = Table.of("JAR", "MASTER", "STATE", "DETAIL");
        rows.forEach(row -> table.row(row.jar().name(), row.master(), row.state(), row.detail()));
        page.table(table);
    }
}
