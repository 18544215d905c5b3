package org.tanist.control;

import java.util.Map;

/**
 * One sample for {@code /metrics}.
 *
 * @param name in base units, e.g. {@code tanist_is_active}
 * @param help one sentence
 * @param type how it behaves
 * @param labels may be empty
 * @param value now
 */
public record Measurement(String name, String help, Type type, Map<String, String> labels, double value) {

    /** How a sample behaves over time. A summary has the samples {@code name}{quantile}, {@code name_count} and {@code name_sum}. */
    public enum Type {
        /** Goes up and down. */
        GAUGE,
        /** Only grows. */
        COUNTER,
        /** A quantile (label {@code quantile}), or the labels {@code stat=count|sum}. */
        SUMMARY
    }
}
