package org.tanist.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Table;
import org.tanist.client.json.Json;

/** Figures, one a row, with what they are to reach and how busy the machine was. */
final class Report {

    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * Adds a figure.
     *
     * @param figure what was measured, with its unit
     * @param samples the values
     * @param target what they are to reach
     */
    void add(String figure, Samples samples, String target) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", figure);
        row.put("n", samples.count());
        row.put("median", rounded(samples.percentile(50)));
        row.put("p90", rounded(samples.percentile(90)));
        row.put("p99", rounded(samples.percentile(99)));
        row.put("max", rounded(samples.max()));
        row.put("target", target);
        row.put("load", load());
        rows.add(row);
    }

    /** Adds a figure that is one number. */
    void add(String figure, double value, String target) {
        Samples one = new Samples();
        one.add(value);
        add(figure, one, target);
    }

    void show(Globals globals) {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("load", load());
        machine.put("java", System.getProperty("java.version", "unknown"));
        Json json = new Json(Map.of("machine", machine, "figures", rows));
        globals.output().show(json, page -> {
            Table table = Table.of("FIGURE", "N", "MEDIAN", "P90", "P99", "MAX", "LOAD", "TARGET");
            for (Map<String, Object> row : rows) {
                table.row(
                        cell(row, "figure"),
                        cell(row, "n"),
                        cell(row, "median"),
                        cell(row, "p90"),
                        cell(row, "p99"),
                        cell(row, "max"),
                        cell(row, "load"),
                        cell(row, "target"));
            }
            page.table(table);
            page.line("machine: " + machine.get("cores") + " cores, load " + machine.get("load") + ", Java "
                    + machine.get("java"));
        });
    }

    private static Object cell(Map<String, Object> row, String name) {
        return String.valueOf(row.get(name));
    }

    /** Run queue over the last minute. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static double rounded(double value) {
        return value >= 100 ? Math.round(value) : Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
    }
}
