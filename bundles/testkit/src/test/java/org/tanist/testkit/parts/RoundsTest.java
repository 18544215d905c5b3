package org.tanist.testkit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tanist.journal.group.Rounds;

class RoundsTest {
    private final List<CompletableFuture<String>> begun = new ArrayList<>();
    private final Rounds<String> rounds = new Rounds<>(() -> {
        CompletableFuture<String> operation = new CompletableFuture<>();
        begun.add(operation);
        return operation;
    });

    @Test
    void aCallerGetsTheResultOfARoundThatBeganAfterItsCall() {
        CompletableFuture<String> first = rounds.next();
        CompletableFuture<String> second = rounds.next();
        CompletableFuture<String> third = rounds.next();
        assertThat(begun).hasSize(1);
        begun.get(0).complete("one");
        assertThat(first).isCompletedWithValue("one");
        assertThat(second).isNotDone();
        assertThat(begun).hasSize(2);
        begun.get(1).complete("two");
        assertThat(second).isCompletedWithValue("two");
        assertThat(third).isCompletedWithValue("two");
        assertThat(begun).hasSize(2);
    }

    @Test
    void aRoundThatFailsFailsItsCallersAndNoOthers() {
        CompletableFuture<String> first = rounds.next();
        CompletableFuture<String> second = rounds.next();
        IllegalStateException reason = new IllegalStateException("lost");
        begun.get(0).completeExceptionally(reason);
        assertThatThrownBy(first::join).hasCause(reason);
        begun.get(1).complete("two");
        assertThat(second).isCompletedWithValue("two");
    }
}
