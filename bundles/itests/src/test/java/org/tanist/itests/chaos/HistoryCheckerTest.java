package org.tanist.itests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker notices each kind of fault, and nothing else. */
class HistoryCheckerTest {

    private static Call write(String key, long from, long to, long term) {
        return new Call(1, "write", key, 0, from, to, 200, term);
    }

    @Test
    void quietHistoryHasNoFault() {
        List<Call> calls = List.of(
                write("a", 1, 5, 1),
                write("b", 4, 9, 2),
                new Call(1, "set", "r", 1, 10, 11, 200, 2),
                new Call(1, "set", "r", 2, 12, 13, 503, -1),
                new Call(1, "get", "r", 2, 14, 15, 200, 2));
        assertThat(HistoryChecker.faults(calls, Set.of("a", "b"))).isEmpty();
    }

    @Test
    void lostWriteIsNoticed() {
        assertThat(HistoryChecker.faults(List.of(write("a", 1, 2, 1)), Set.of()))
                .singleElement()
                .asString()
                .startsWith("lost");
    }

    @Test
    void twoTermsAtOnceAreNoticed() {
        List<Call> calls = List.of(write("a", 1, 2, 7), write("b", 3, 4, 6));
        assertThat(HistoryChecker.faults(calls, Set.of("a", "b"))).hasSize(1);
    }

    @Test
    void staleReadIsNoticed() {
        List<Call> calls = List.of(
                new Call(1, "set", "r", 1, 1, 2, 200, 1),
                new Call(1, "set", "r", 2, 3, 4, 200, 1),
                new Call(1, "get", "r", 1, 5, 6, 200, 1),
                new Call(1, "get", "r", 3, 7, 8, 200, 1),
                new Call(1, "get", "r", 0, 9, 10, 404, 1));
        assertThat(HistoryChecker.faults(calls, Set.of())).hasSize(3);
    }

    @Test
    void lineOfAHistoryIsReadAsItWasWritten() {
        Call call = new Call(3, "get", "r-3-1", 17, 5, 9, 200, 4);
        assertThat(Call.parse(call.line())).isEqualTo(call);
    }
}
