package org.tanist.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void itCountsFromTheSendingAndKillsWellBeforeTheWorkerCountsAsLost() {
        // The time-out is 10 s; three fifths and four fifths of it.
        Lease lease = Lease.given(1_000, Duration.ofSeconds(6));
        assertThat(lease).isEqualTo(new Lease(1_600, 1_800));
        assertThat(lease.valid(1_599)).isTrue();
        assertThat(lease.valid(1_600)).isFalse();
        assertThat(lease.overdue(1_799)).isFalse();
        assertThat(lease.overdue(1_800)).isTrue();
    }

    @Test
    void noLeaseIsOverSinceEver() {
        assertThat(Lease.NONE.valid(0)).isFalse();
        assertThat(Lease.NONE.overdue(0)).isTrue();
    }

    @Test
    void anAnswerThatWasOvertakenDoesNotShortenIt() {
        Lease early = Lease.given(100, Duration.ofSeconds(6));
        Lease late = Lease.given(200, Duration.ofSeconds(6));
        assertThat(late.later(early)).isEqualTo(late);
        assertThat(early.later(late)).isEqualTo(late);
    }

    @Test
    void itsTextIsReadBackAndNonsenseIsNot() {
        Lease lease = new Lease(12, 34);
        assertThat(Lease.parse(lease + "\n")).contains(lease);
        assertThat(Lease.parse("12")).isEmpty();
        assertThat(Lease.parse("12 x")).isEmpty();
        assertThat(Lease.parse("")).isEmpty();
    }
}
