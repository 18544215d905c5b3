package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders about jars reach the active's jar store from any master, and their answers come back. */
@Timeout(60)
class JarOrdersTest {
    private static final FakeCluster CLUSTER = new FakeCluster();
    private static final String ROOT = "/api/v1/jar-migrations";
    private static TestMaster active;
    private static TestMaster standby;

    @BeforeAll
    static void start() throws IOException {
        active = new TestMaster(CLUSTER, "m0");
        standby = new TestMaster(CLUSTER, "m1");
        CLUSTER.activate("m0");
    }

    @AfterAll
    static void stop() {
        standby.close();
        active.close();
    }

    @Test
    void migrationIsOrderedShownConfirmedAndUndone() throws Exception {
        HttpResponse<String> begun = standby.send("POST", ROOT, "{\"to\":\"file:///mnt\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location")).contains(ROOT + "/two");
        assertThat(begun.body()).contains("\"state\":\"copying\"", "\"bytesDone\":5");

        HttpResponse<String> checked = standby.send("POST", ROOT + "?dryRun=true", "{\"to\":\"file:///mnt\"}");
        assertThat(checked.statusCode()).isEqualTo(200);
        assertThat(checked.body()).contains("\"state\":\"checked\"");
        assertThat(active.send("GET", ROOT, "").body()).startsWith("[{\"id\":\"one\"");
        assertThat(active.send("GET", ROOT + "/one", "").statusCode()).isEqualTo(200);
        assertThat(active.send("GET", ROOT + "/none", "").statusCode()).isEqualTo(404);
        assertThat(standby.send("POST", ROOT + "/one/confirm", "").body()).contains("\"state\":\"confirmed\"");
        assertThat(standby.send("POST", ROOT + "/one/undo", "").body()).contains("\"state\":\"undone\"");
    }

    @Test
    void whatIsRefusedSaysWhy() throws Exception {
        HttpResponse<String> refused = standby.send("POST", ROOT, "{\"to\":\"file:///none\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("m1: it is not there");
        assertThat(standby.send("POST", ROOT, "{}").body()).contains("field 'to' is missing");
        assertThat(standby.send("POST", ROOT, "{\"too\":1}").body()).contains("field 'too' is unknown");
    }

    @Test
    void jarIsEnteredOnlyByTheStoreThatHasSeenIt() throws Exception {
        byte[] jar = {1, 2, 3};
        String id = FakeJars.id(jar);
        String entry = "{\"name\":\"a.jar\",\"size\":3,\"place\":0}";
        assertThat(standby.send("PUT", "/api/v1/jar-entries/" + id, entry).statusCode())
                .isEqualTo(503);
        CLUSTER.jars.jars.put(id, jar);
        assertThat(standby.send("PUT", "/api/v1/jar-entries/" + id, entry, "Idempotency-Key", "k1")
                        .body())
                .isEqualTo(entry);
        assertThat(CLUSTER.jars.entered).containsEntry("k1", id);
    }

    @Test
    void mastersAskEachOtherAboutRoots() throws Exception {
        assertThat(active.send(
                                "POST",
                                "/api/v1/jar-roots",
                                "{\"root\":\"file:///mnt\",\"present\":false,\"token\":\"trial/1\"}")
                        .body())
                .contains("\"obstacle\":null", "\"shared\":true");
        assertThat(active.send("POST", "/api/v1/jar-roots", "nonsense").statusCode())
                .isEqualTo(400);
        assertThat(active.send("GET", "/api/v1/jar-roots", "").body()).contains("\"root\":\"local\"");
    }
}
