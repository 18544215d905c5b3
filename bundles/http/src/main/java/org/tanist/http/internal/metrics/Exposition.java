package org.tanist.http.internal.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.control.Measurement;

/** Writes {@code /metrics} in Prometheus' text format, each family once with its help and type. Thread-safe. */
public final class Exposition {
    private static final Logger LOG = LoggerFactory.getLogger(Exposition.class);

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final List<Meter> meters = new CopyOnWriteArrayList<>();

    /** Adds the meter of an endpoint. */
    public void add(Meter meter) {
        meters.add(meter);
    }

    /** The media type of what {@link #scrape} gives. */
    public String contentType() {
        return writer.getContentType();
    }

    /** All samples as they are now, as text. */
    public byte[] scrape(List<Measurement> measurements) {
        Map<String, List<Measurement>> families = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            families.computeIfAbsent(measurement.name(), n -> new ArrayList<>()).add(measurement);
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.forEach((name, samples) -> add(all, name, samples));
        all.metricSnapshot(requests());
        all.metricSnapshot(durations());
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try {
            writer.write(out, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }

    private static void add(MetricSnapshots.Builder all, String name, List<Measurement> samples) {
        try {
            MetricSnapshot family = Family.of(samples);
            if (!all.containsMetricName(family.getMetadata().getPrometheusName())) {
                all.metricSnapshot(family);
            }
        } catch (IllegalArgumentException e) {
            // One wrong family must not hide all the others.
            LOG.warn("the measurements {} cannot be shown: {}", name, e.getMessage());
        }
    }

    private MetricSnapshot requests() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("tanist_http_requests")
                .help("Answers of the HTTP API by endpoint and status.");
        for (Meter meter : meters) {
            for (int status = 100; status < Meter.codes(); status++) {
                long count = meter.answers(status);
                if (count > 0) {
                    Labels labels = Labels.of(
                            "method", meter.method(), "path", meter.template(), "status", Integer.toString(status));
                    family.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value(count)
                            .build());
                }
            }
        }
        return family.build();
    }

    private MetricSnapshot durations() {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("tanist_http_request_duration_seconds")
                .help("Time from the arrival of a request to its answer, by endpoint.");
        double[] bounds = new double[Meter.BOUNDS.length + 1];
        System.arraycopy(Meter.BOUNDS, 0, bounds, 0, Meter.BOUNDS.length);
        bounds[Meter.BOUNDS.length] = Double.POSITIVE_INFINITY;
        for (Meter meter : meters) {
            long[] counts = meter.bucketCounts();
            if (java.util.Arrays.stream(counts).sum() > 0) {
                family.dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(Labels.of("method", meter.method(), "path", meter.template()))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                        .sum(meter.seconds())
                        .build());
            }
        }
        return family.build();
    }
}
