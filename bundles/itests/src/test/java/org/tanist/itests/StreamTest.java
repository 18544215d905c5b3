package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.EventStream;
import org.tanist.itests.harness.MasterProcess;

/** Server-sent events over a failover. */
class StreamTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void streamResumesAtAnotherMasterWithoutGapOrRepetition() throws IOException {
        try (ClusterProcess cluster = ClusterProcess.of(3).up()) {
            MasterProcess old = cluster.awaitActive();
            List<EventStream.Event> seen = new ArrayList<>();
            long last;
            try (EventStream stream = EventStream.of(old.http(), null)) {
                write(old, 0, 10);
                stream.await(10, "event", SOON, e -> e.data().contains("event-"));
                seen.addAll(stream.events());
                last = seen.get(seen.size() - 1).id();
            }
            write(old, 10, 20);
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            write(next, 20, 30);
            try (EventStream stream = EventStream.of(next.http(), Long.toString(last))) {
                stream.await(20, "event", SOON, e -> e.data().contains("event-"));
                seen.addAll(stream.events());
            }
            List<EventStream.Event> writes =
                    seen.stream().filter(e -> e.data().contains("event-")).toList();
            assertThat(writes).hasSize(30);
            for (int i = 0; i < 30; i++) {
                assertThat(writes.get(i).data()).contains("event-" + i + "\"");
            }
            List<Long> ids = seen.stream().map(EventStream.Event::id).toList();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
        }
    }

    private static void write(MasterProcess master, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            assertThat(master.http().put("/api/v1/registry/event-" + i, "x").ok())
                    .isTrue();
        }
    }
}
