package org.tanist.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentilesAreNearestRanks() {
        Samples samples = new Samples();
        for (int i = 200; i >= 1; i--) {
            samples.add(i);
        }
        assertThat(samples.percentile(50)).isEqualTo(100);
        assertThat(samples.percentile(99)).isEqualTo(198);
        assertThat(samples.max()).isEqualTo(200);
        assertThat(samples.count()).isEqualTo(200);
        assertThat(new Samples().percentile(50)).isNaN();
    }
}
