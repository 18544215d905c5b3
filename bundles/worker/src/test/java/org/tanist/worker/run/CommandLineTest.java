package org.tanist.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;

class CommandLineTest {
    private static Assignment assignment(int memoryMb, List<String> jvmArgs, Map<String, String> env) {
        return new Assignment(new Incarnation("a", 2, 17), "sha256:x", List.of("one", "t w o"), jvmArgs, env, memoryMb);
    }

    @Test
    void memoryIsTheHeap() {
        assertThat(CommandLine.words("java", assignment(96, List.of("-Dx=y"), Map.of()), "a.jar"))
                .containsExactly(
                        "java", "-Xmx96m", "-XX:+ExitOnOutOfMemoryError", "-Dx=y", "-jar", "a.jar", "one", "t w o");
    }

    @Test
    void itsOwnWordOnTheHeapStands() {
        assertThat(CommandLine.words("java", assignment(96, List.of("-Xmx10m"), Map.of()), "a.jar"))
                .contains("-Xmx10m")
                .doesNotContain("-Xmx96m");
        assertThat(CommandLine.words("java", assignment(0, List.of(), Map.of()), "a.jar"))
                .noneMatch(word -> word.startsWith("-Xmx"));
    }

    @Test
    void anInstanceKnowsWhoItIsWhateverItsApplicationSays() {
        Map<String, String> env = Map.of("TANIST_INCARNATION", "999", "COLOUR", "green");
        assertThat(CommandLine.environment(assignment(1, List.of(), env), "m:1,m:2", "id"))
                .containsEntry("COLOUR", "green")
                .containsEntry("TANIST_APPLICATION", "a")
                .containsEntry("TANIST_INSTANCE", "2")
                .containsEntry("TANIST_INCARNATION", "17")
                .containsEntry("TANIST_MASTERS", "m:1,m:2")
                .containsEntry("TANIST_RUN", "id:a/2@17");
    }

    @Test
    void theResidentLimitLeavesAJvmWhatItNeedsBesideItsHeap() {
        assertThat(CommandLine.residentLimit(0)).isZero();
        assertThat(CommandLine.residentLimit(64)).isEqualTo((64L + 128) << 20);
        assertThat(CommandLine.residentLimit(4096)).isEqualTo((4096L + 1024) << 20);
    }
}
