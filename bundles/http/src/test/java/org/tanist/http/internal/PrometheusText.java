package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the text format as a scraper would: help and type once, before their samples; every family in one piece; no sample twice. */
final class PrometheusText {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)*})? (\\S+)");

    private PrometheusText() {}

    static void check(String text) {
        Set<String> families = new HashSet<>();
        Set<String> samples = new HashSet<>();
        String family = "";
        assertThat(text).endsWith("\n");
        for (String line : text.split("\n")) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ")[2];
                assertThat(families.add(family))
                        .as("help of %s comes once", family)
                        .isTrue();
            } else if (line.startsWith("# TYPE ")) {
                assertThat(line.split(" ")[2]).isEqualTo(family);
                assertThat(line.split(" ")[3]).isIn("gauge", "counter", "summary", "histogram");
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as("is a sample: %s", line).isTrue();
                assertThat(sample.group(1)).startsWith(family);
                assertThat(samples.add(line.substring(0, sample.end(2) < 0 ? sample.end(1) : sample.end(2))))
                        .as("comes once: %s", line)
                        .isTrue();
                assertThat(Double.parseDouble(sample.group(3).replace("+Inf", "Infinity")))
                        .isNotNaN();
            }
        }
    }
}
