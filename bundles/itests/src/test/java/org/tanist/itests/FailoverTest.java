package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.Eventually;
import org.tanist.itests.harness.Http;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Writer;

/** The promises on Raft, and what it needs a majority of the masters for. */
class FailoverTest extends FailoverSuite {
    @Test
    void withoutMajorityNothingIsAcknowledgedAndTheReasonIsSaid() throws IOException {
        try (Writer writer = Writer.on(cluster.masters(), "majority")) {
            writer.awaitMore(20);
            MasterProcess left = cluster.awaitActive();
            List<MasterProcess> others =
                    cluster.masters().stream().filter(m -> m != left).toList();
            others.forEach(MasterProcess::kill);
            Eventually.until("the last master does not serve", SOON, () -> !left.active());
            Http.Answer refused = left.http().put("/api/v1/registry/nobody", "is there");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotBlank();
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(refused.json().path("code").asText()).isNotBlank();
            assertThat(refused.json().path("detail").asText()).isNotBlank();
            JsonNode view = left.view().orElseThrow();
            assertThat(view.path("active").isNull()).isTrue();
            assertThat(view.path("health").asText()).isEqualTo("no-active");
            int acknowledged = writer.acknowledged().size();
            Eventually.stays("no master serves", Duration.ofSeconds(2), () -> cluster.actives() == 0);
            assertThat(writer.acknowledged()).hasSize(acknowledged);
            others.forEach(MasterProcess::start);
            writer.awaitMore(50, ClusterProcess.UP);
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }
}
