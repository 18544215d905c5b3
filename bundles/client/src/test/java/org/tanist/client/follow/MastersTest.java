package org.tanist.client.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tanist.client.http.Address;

class MastersTest {

    private static final Address A = new Address("a", 1);
    private static final Address B = new Address("b", 1);
    private static final Address C = new Address("c", 1);

    /** Leaves three as they are; see {@link #clientsDifferInWhomTheyTryNext}. */
    private static final long SPREAD = 3;

    private final AtomicLong clock = new AtomicLong();
    private final Masters masters = new Masters(List.of(A, B), SPREAD, clock::get);

    @Test
    void activeComesFirstAndSeedsStay() {
        masters.learned(Map.of("b", B, "c", C), "c", 2);
        assertThat(masters.order()).containsExactly(C, B, A);
    }

    @Test
    void failedMasterComesLastForAWhileWhoeverNamesIt() {
        masters.learned(Map.of("a", A, "b", B, "c", C), "a", 2);
        masters.failed(A);
        masters.learned(Map.of("a", A, "b", B, "c", C), "a", 2);
        assertThat(masters.order()).containsExactly(B, C, A);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(masters.order()).containsExactly(A, B, C);
    }

    @Test
    void newTermClearsTheNameOfAFailedMaster() {
        masters.failed(A);
        masters.learned(Map.of("a", A, "b", B), "a", 3);
        assertThat(masters.order()).containsExactly(A, B);
    }

    @Test
    void staysWithTheMasterThatAnsweredInTheFailedOnesPlace() {
        masters.learned(Map.of("a", A, "b", B, "c", C), "a", 2);
        masters.failed(A);
        masters.answered(C);
        assertThat(masters.order()).containsExactly(C, B, A);
    }

    @Test
    void viewsOfOlderTermsAreIgnored() {
        masters.learned(Map.of("a", A, "b", B), "b", 5);
        masters.learned(Map.of("a", A, "c", C), "a", 4);
        assertThat(masters.order()).containsExactly(B, A);
    }

    @Test
    void anAnswerThatNamesItsActiveIsEnoughOnceItsMastersAreKnown() {
        assertThat(masters.served("c", 2)).isFalse();
        masters.learned(Map.of("a", A, "b", B, "c", C), "a", 2);
        masters.failed(A);
        assertThat(masters.served("c", 3)).isTrue();
        assertThat(masters.order()).startsWith(C);
        assertThat(masters.served("a", 2)).as("an older term").isFalse();
        assertThat(masters.preferred()).isEqualTo(C);
    }

    @Test
    void clientsDifferInWhomTheyTryNext() {
        Set<Address> next = new HashSet<>();
        for (long spread = 0; spread < 20; spread++) {
            Masters one = new Masters(List.of(A), spread, clock::get);
            one.learned(Map.of("a", A, "b", B, "c", C), "a", 2);
            next.add(one.order().get(1));
        }
        assertThat(next).containsExactlyInAnyOrder(B, C);
    }
}
