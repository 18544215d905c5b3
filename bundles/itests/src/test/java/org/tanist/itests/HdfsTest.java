package org.tanist.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.tanist.itests.harness.ClusterProcess;
import org.tanist.itests.harness.HdfsServers;
import org.tanist.itests.harness.MasterProcess;
import org.tanist.itests.harness.Uploader;
import org.tanist.itests.harness.Writer;

/**
 * Three masters with jars and journal on a real HDFS: two NameNodes and two datanodes, of which one each dies. Each test goes on from
 * where the one before has left the servers.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HdfsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int JAR_BYTES = 1_500_000;

    private final HdfsServers hdfs = new HdfsServers();
    private final ClusterProcess cluster = ClusterProcess.of(3, hdfs.options());

    @BeforeAll
    void start() {
        hdfs.servers().start();
        cluster.up();
    }

    @AfterAll
    void stop() {
        cluster.close();
        hdfs.close();
    }

    @Test
    @Order(1)
    void nameNodeThatIsKilledIsReplacedAndNothingAcknowledgedIsLost() {
        JsonNode view = cluster.awaitActive().view().orElseThrow();
        assertThat(view.path("journal").path("provider").asText()).isEqualTo("storage");
        try (Writer writer = Writer.on(cluster.masters(), "namenode");
                Uploader uploader = Uploader.on(cluster.masters(), JAR_BYTES)) {
            writer.awaitMore(100);
            uploader.awaitMore(3);
            long moment = System.nanoTime();
            hdfs.servers().killNameNode(0);
            hdfs.servers().activate(1);
            writer.awaitMore(50);
            uploader.awaitMore(3);
            uploader.close();
            System.out.printf("[itests] HDFS, NameNode killed: gap of %.0f ms%n", writer.gapMillis(moment));
            assertThat(writer.lost(cluster)).isEmpty();
            assertThat(uploader.lost(cluster.awaitActive())).isEmpty();
        }
        JsonNode jars = cluster.awaitActive().view().orElseThrow().path("jarstore");
        assertThat(jars.path("provider").asText()).isEqualTo("hdfs");
        assertThat(jars.path("shared").asBoolean()).isTrue();
    }

    @Test
    @Order(2)
    void dataNodeThatIsKilledHoldsUpNothing() {
        try (Writer writer = Writer.on(cluster.masters(), "datanode");
                Uploader uploader = Uploader.on(cluster.masters(), JAR_BYTES)) {
            writer.awaitMore(100);
            uploader.awaitMore(2);
            long moment = System.nanoTime();
            hdfs.servers().killDataNode(0);
            writer.awaitMore(100);
            uploader.awaitMore(2);
            uploader.close();
            System.out.printf("[itests] HDFS, datanode killed: gap of %.0f ms%n", writer.gapMillis(moment));
            assertThat(writer.lost(cluster)).isEmpty();
            assertThat(uploader.lost(cluster.awaitActive())).isEmpty();
        }
    }

    /** With one NameNode and one datanode left. */
    @Test
    @Order(3)
    void activeThatIsKilledIsReplacedThoughADataNodeIsDead() {
        try (Writer writer = Writer.on(cluster.masters(), "master");
                Uploader uploader = Uploader.on(cluster.masters(), JAR_BYTES)) {
            writer.awaitMore(100);
            uploader.awaitMore(2);
            MasterProcess old = cluster.awaitActive();
            long moment = System.nanoTime();
            old.kill();
            MasterProcess next = cluster.awaitActiveOtherThan(old, SOON);
            writer.awaitMore(50);
            uploader.awaitMore(2);
            uploader.close();
            System.out.printf(
                    "[itests] HDFS with a dead datanode, master killed: gap of %.0f ms%n", writer.gapMillis(moment));
            assertThat(writer.lost(cluster)).isEmpty();
            old.start();
            cluster.awaitAllUp();
            assertThat(uploader.lost(next)).isEmpty();
            assertThat(uploader.lost(old)).isEmpty();
        }
    }

    /** The one that is left is started again, and so is the one that died: HDFS shows nobody what was written last until it is asked to. */
    @Test
    @Order(4)
    void datanodesThatWereAllAwayEndATermAndNoMore() {
        try (Writer writer = Writer.on(cluster.masters(), "away")) {
            writer.awaitMore(50);
            long moment = System.nanoTime();
            hdfs.servers().killDataNode(1);
            hdfs.servers().startDataNode(1);
            hdfs.servers().startDataNode(0);
            writer.awaitMore(50, SOON.multipliedBy(2));
            System.out.printf("[itests] HDFS, all datanodes away: gap of %.0f ms%n", writer.gapMillis(moment));
            assertThat(writer.lost(cluster)).isEmpty();
        }
    }
}
