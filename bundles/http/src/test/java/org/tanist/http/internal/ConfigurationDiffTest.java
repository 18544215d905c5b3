package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.cluster.Endpoint;

/** Comparing the configurations of all masters. */
@Timeout(60)
class ConfigurationDiffTest {

    @Test
    void tellsWhichKeysDifferAndWhoDoesNotAnswer() throws IOException {
        FakeCluster cluster = new FakeCluster();
        try (TestMaster a = new TestMaster(cluster, "a");
                TestMaster b = new TestMaster(cluster, "b")) {
            cluster.master("gone", new Endpoint("127.0.0.1", 1));
            cluster.activate("a");
            assertThat(a.get("/api/v1/config/diff").body())
                    .isEqualTo("{\"masters\":[\"a\",\"b\"],\"unreachable\":[\"gone\"],\"differences\":[]}");
            b.control.configuration = "300ms";
            assertThat(a.get("/api/v1/config/diff").body())
                    .contains(
                            "\"differences\":[{\"key\":\"tanist.election.timeout\",\"values\":{\"a\":\"1s\",\"b\":\"300ms\"}}]");
        }
    }
}
