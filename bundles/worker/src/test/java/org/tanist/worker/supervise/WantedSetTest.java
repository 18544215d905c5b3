package org.tanist.worker.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;
import org.tanist.client.wire.Orders;

class WantedSetTest {
    private final WantedSet wanted = new WantedSet();

    private static Orders orders(long term, long version, String... applications) {
        List<Assignment> all = Stream.of(applications)
                .map(name -> new Assignment(new Incarnation(name, 0, 1), "j", List.of(), List.of(), Map.of(), 1))
                .toList();
        return new Orders(term, Duration.ZERO, Duration.ZERO, version, Optional.of(all), List.of());
    }

    private static Orders nothingNew(long term, long version) {
        return new Orders(term, Duration.ZERO, Duration.ZERO, version, Optional.empty(), List.of());
    }

    private List<String> names() {
        return wanted.assignments().orElseThrow().keySet().stream()
                .map(Incarnation::application)
                .toList();
    }

    @Test
    void beforeTheFirstAnswerItIsNotKnownWhatIsWanted() {
        assertThat(wanted.assignments()).isEmpty();
        assertThat(wanted.version()).isZero();
    }

    @Test
    void theNewestVersionCounts() {
        wanted.take(orders(1, 5, "a"));
        wanted.take(orders(1, 6, "b"));
        assertThat(wanted.take(orders(1, 5, "a"))).isFalse();
        assertThat(names()).containsExactly("b");
        assertThat(wanted.version()).isEqualTo(6);
    }

    @Test
    void aDeposedActiveIsNotHeard() {
        wanted.take(orders(3, 7, "a"));
        assertThat(wanted.take(orders(2, 9, "b"))).isFalse();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void anAnswerWithoutNewsLeavesItAsItIs() {
        wanted.take(orders(1, 5, "a"));
        assertThat(wanted.take(nothingNew(2, 5))).isTrue();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void onceClearedEverythingMustBeSaidAgain() {
        wanted.take(orders(4, 5, "a"));
        wanted.clear();
        assertThat(wanted.version()).isZero();
        assertThat(wanted.assignments()).isEmpty();
        assertThat(wanted.take(orders(4, 5, "a"))).isTrue();
        assertThat(wanted.take(orders(3, 9, "b"))).as("the term is remembered").isFalse();
    }
}
