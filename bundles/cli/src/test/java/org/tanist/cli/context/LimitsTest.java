package org.tanist.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void readsDurationsAsPeopleWriteThem() {
        assertThat(Limits.parse("300ms")).isEqualTo(Duration.ofMillis(300));
        assertThat(Limits.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Limits.parse("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(Limits.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Limits.parse("1h")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesOthersSayingWhatToWrite() {
        assertThatThrownBy(() -> Limits.parse("soon")).hasMessageContaining("500ms");
        assertThatThrownBy(() -> Limits.parse("5 days")).hasMessageContaining("500ms");
        assertThatThrownBy(() -> Limits.parse("")).hasMessageContaining("500ms");
    }
}
