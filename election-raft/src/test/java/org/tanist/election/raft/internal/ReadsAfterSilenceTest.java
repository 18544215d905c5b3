package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tanist.journal.JournalWriter;

class ReadsAfterSilenceTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1000);

    @TempDir
    Path root;

    /** A read that waits for a majority in vain is tried over a thousand times; that must not use up the stack. */
    @Test
    void aReadThatFailedWithoutAMajorityDoesNotHoldUpLaterOnes() throws Exception {
        try (Cluster cluster = new Cluster(root, 3, TIMEOUT).startAll()) {
            Node active = cluster.leader();
            JournalWriter writer = active.open();
            Node.write(writer, "a");
            List<Node> others = cluster.others(active);
            others.forEach(Node::close);
            assertThatThrownBy(() -> writer.confirm().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            for (Node other : others) {
                cluster.start(other);
            }
            cluster.leader();
            // Its term may be over by now; what counts is that there is an answer.
            boolean answered = writer.confirm()
                    .handle((position, failure) -> true)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(answered).isTrue();
        }
    }
}
