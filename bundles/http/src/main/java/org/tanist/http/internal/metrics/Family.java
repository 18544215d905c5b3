package org.tanist.http.internal.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tanist.control.Measurement;

/** Turns the master's samples of one name into a family of Prometheus. */
final class Family {
    private static final String TOTAL = "_total";

    private Family() {}

    static MetricSnapshot of(List<Measurement> samples) {
        return switch (samples.get(0).type()) {
            case GAUGE -> gauge(samples);
            case COUNTER -> counter(samples);
            case SUMMARY -> summary(samples);
        };
    }

    private static MetricSnapshot gauge(List<Measurement> samples) {
        Measurement first = samples.get(0);
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(first.name()).help(first.help());
        for (Measurement sample : samples) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels(sample.labels()))
                    .value(sample.value())
                    .build());
        }
        return family.build();
    }

    private static MetricSnapshot counter(List<Measurement> samples) {
        Measurement first = samples.get(0);
        // The writer adds the suffix by itself.
        String name = first.name().endsWith(TOTAL)
                ? first.name().substring(0, first.name().length() - TOTAL.length())
                : first.name();
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(first.help());
        for (Measurement sample : samples) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels(sample.labels()))
                    .value(sample.value())
                    .build());
        }
        return family.build();
    }

    private static MetricSnapshot summary(List<Measurement> samples) {
        Measurement first = samples.get(0);
        Map<Map<String, String>, List<Measurement>> points = new LinkedHashMap<>();
        for (Measurement sample : samples) {
            Map<String, String> own = new TreeMap<>(sample.labels());
            own.remove("quantile");
            own.remove("stat");
            points.computeIfAbsent(own, k -> new ArrayList<>()).add(sample);
        }
        SummarySnapshot.Builder family =
                SummarySnapshot.builder().name(first.name()).help(first.help());
        points.forEach((own, parts) -> family.dataPoint(point(own, parts)));
        return family.build();
    }

    private static SummaryDataPointSnapshot point(Map<String, String> own, List<Measurement> parts) {
        SummaryDataPointSnapshot.Builder point =
                SummaryDataPointSnapshot.builder().labels(labels(own));
        List<Quantile> quantiles = new ArrayList<>();
        for (Measurement part : parts) {
            String quantile = part.labels().get("quantile");
            String stat = part.labels().getOrDefault("stat", "");
            if (quantile != null) {
                quantiles.add(new Quantile(Double.parseDouble(quantile), part.value()));
            } else if (stat.equals("count")) {
                point.count((long) part.value());
            } else if (stat.equals("sum")) {
                point.sum(part.value());
            }
        }
        return point.quantiles(Quantiles.of(quantiles)).build();
    }

    private static Labels labels(Map<String, String> labels) {
        Labels.Builder builder = Labels.builder();
        new TreeMap<>(labels).forEach(builder::label);
        return builder.build();
    }
}
