package org.tanist.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tanist.cli.bench.load.LoadResult;
import org.tanist.cli.context.Globals;
import org.tanist.cli.local.Collections;
import org.tanist.cli.output.Table;
import org.tanist.client.json.Json;

/** One row for each part of a long run. */
final class EnduranceTable {

    private static final String RATE = "writesPerSecond";

    private final List<Map<String, Object>> rows = new ArrayList<>();

    void add(int number, LoadResult result, String megabytes, Collections collections) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("row", number);
        row.put(RATE, Math.round(result.rate()));
        row.put("medianMs", result.millis(50));
        row.put("p99Ms", result.millis(99));
        row.put("maxMs", result.millis(100));
        row.put("failed", result.failed());
        row.put("residentMb", megabytes);
        row.put("collections", collections.count());
        row.put("collectionMs", Math.round(collections.millis()));
        row.put("load", Report.load());
        rows.add(row);
    }

    /** The last row in a sentence. */
    String last() {
        Map<String, Object> row = rows.get(rows.size() - 1);
        return "row " + row.get("row") + ": " + row.get(RATE) + " writes/s, p99 " + row.get("p99Ms") + " ms, "
                + row.get("residentMb") + " MB";
    }

    void show(Globals globals, Duration part, long keys) {
        Json json = new Json(Map.of("rowSeconds", part.toSeconds(), "keys", keys, "rows", rows));
        globals.output().show(json, page -> {
            Table table = Table.of("ROW", "WRITES/S", "MEDIAN", "P99", "MAX", "FAILED", "MB", "GC", "GC MS", "LOAD");
            for (Map<String, Object> row : rows) {
                table.row(row.values().stream().map(String::valueOf).toArray());
            }
            page.table(table);
            page.line("a row is " + part.toSeconds() + " s; latencies in ms; MB resident and garbage collections of the"
                    + " master that has most; " + keys + " keys");
            page.line(String.format(
                    Locale.ROOT, "the slowest row has %.0f %% of the writes of the fastest", 100 * slowest()));
        });
    }

    private double slowest() {
        List<Long> rates =
                rows.stream().map(row -> (Long) row.get(RATE)).sorted().toList();
        return rates.get(0) / (double) rates.get(rates.size() - 1);
    }
}
