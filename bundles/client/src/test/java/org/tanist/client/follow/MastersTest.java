package org.tanist.client.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tanist.client.http.Address;

class MastersTest {

    private static final Address A = new Address("a", 1);
    private static final Address B = new Address("b", 1);
    private static final Address C = new Address("c", 1);

    private final AtomicLong clock = new AtomicLong();
    private final Masters masters = new Masters(List.of(A, B), clock::get);

    @Test
    void activeComesFirstAndSeedsStay() {
        masters.learned(List.of(B, C), C, 2);
        assertThat(masters.order()).containsExactly(C, B, A);
    }

    @Test
    void failedMasterComesLastForAWhileWhoeverNamesIt() {
        masters.learned(List.of(A, B, C), A, 2);
        masters.failed(A);
        masters.learned(List.of(A, B, C), A, 2);
        assertThat(masters.order()).containsExactly(B, C, A);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(masters.order()).containsExactly(A, B, C);
    }

    @Test
    void newTermClearsTheNameOfAFailedMaster() {
        masters.failed(A);
        masters.learned(List.of(A, B), A, 3);
        assertThat(masters.order()).containsExactly(A, B);
    }

    @Test
    void staysWithTheMasterThatAnsweredInTheFailedOnesPlace() {
        masters.learned(List.of(A, B, C), A, 2);
        masters.failed(A);
        masters.answered(C);
        assertThat(masters.order()).containsExactly(C, B, A);
    }

    @Test
    void viewsOfOlderTermsAreIgnored() {
        masters.learned(List.of(A, B), B, 5);
        masters.learned(List.of(A, C), A, 4);
        assertThat(masters.order()).containsExactly(B, A);
    }
}
