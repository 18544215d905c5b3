package org.tanist.example.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrimesTest {
    @Test
    void countsWhatIsKnown() {
        assertThat(Primes.count(2)).isZero();
        assertThat(Primes.count(3)).isEqualTo(1);
        assertThat(Primes.count(1_000)).isEqualTo(168);
        assertThat(Primes.count(1_000_000)).isEqualTo(78_498);
    }
}
