package org.tanist.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tanist.cluster.Endpoint;
import org.tanist.http.internal.endpoint.Api;
import org.tanist.http.internal.endpoint.Operation;
import org.tanist.http.internal.forward.PeerClient;
import org.tanist.http.internal.runtime.HttpThreads;

/** What is documented is what is served: in the OpenAPI document and in the manual. */
@Timeout(30)
class ApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static HttpThreads threads;
    private static PeerClient peers;
    private static Api api;
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        threads = new HttpThreads();
        peers = new PeerClient(threads);
        api = new Api(new FakeCluster().master("m0", new Endpoint("127.0.0.1", 3000)), peers, threads);
        document = new ObjectMapper()
                .readTree(ApiDocumentTest.class.getResource("/org/tanist/http/internal/openapi.json"));
    }

    @AfterAll
    static void close() {
        api.close();
        peers.close();
        threads.close();
    }

    private static Set<String> served() {
        Set<String> served = new TreeSet<>();
        for (Operation operation : api.table().operations()) {
            served.add(operation.method() + " " + operation.template().replace("…", ""));
        }
        return served;
    }

    @Test
    void theDocumentHasExactlyTheOperationsServed() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(field -> {
                    if (METHODS.contains(field)) {
                        documented.add(field.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(documented).isEqualTo(served());
    }

    @Test
    void theManualHasExactlyThePathsServed() throws IOException {
        Set<String> paths = new TreeSet<>();
        served().forEach(operation -> paths.add(operation.substring(operation.indexOf(' ') + 1)));
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "..", "docs", "api.md"))) {
            if (line.startsWith("| ")) {
                for (String part : line.split("`")) {
                    if (part.startsWith("/")) {
                        documented.add(part);
                    }
                }
            }
        }
        assertThat(documented).isEqualTo(paths);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryOperationHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        check(document, ids);
        assertThat(ids).hasSize(served().size());
    }

    private void check(JsonNode node, Set<String> ids) {
        if (node.has("$ref")) {
            String pointer = node.get("$ref").asText().substring(1);
            assertThat(document.at(pointer).isMissingNode())
                    .as("missing: %s", pointer)
                    .isFalse();
        }
        if (node.has("operationId")) {
            assertThat(ids.add(node.get("operationId").asText())).isTrue();
            assertThat(node.has("responses") && node.has("summary")).isTrue();
        }
        node.forEach(child -> check(child, ids));
    }

    @Test
    void schemasHaveTheFieldsOfTheRecords() {
        JsonNode schemas = document.at("/components/schemas");
        Map<String, Class<?>> records = Map.ofEntries(
                Map.entry("Cluster", org.tanist.control.ClusterStatus.class),
                Map.entry("Master", org.tanist.control.MasterStatus.class),
                Map.entry("Self", org.tanist.control.SelfReport.class),
                Map.entry("MasterPatch", org.tanist.control.MasterPatch.class),
                Map.entry("Transition", org.tanist.control.TransitionStatus.class),
                Map.entry("Explanation", org.tanist.control.Explanation.class),
                Map.entry("JarMigration", org.tanist.control.JarMigration.class),
                Map.entry("JarProgress", org.tanist.control.JarMigration.Progress.class),
                Map.entry("JarShare", org.tanist.control.JarMigration.Share.class),
                Map.entry("JarRootReport", org.tanist.control.JarRootReport.class),
                Map.entry("Event", org.tanist.control.Event.class),
                Map.entry("ConfigValue", org.tanist.control.ConfigValue.class),
                Map.entry("Plugin", org.tanist.control.PluginStatus.class),
                Map.entry("Journal", org.tanist.journal.JournalInfo.class));
        records.forEach((name, type) -> {
            Set<String> fields = new TreeSet<>();
            for (var component : type.getRecordComponents()) {
                fields.add(component.getName());
            }
            Set<String> documented = new TreeSet<>();
            Iterator<String> names = schemas.get(name).get("properties").fieldNames();
            names.forEachRemaining(documented::add);
            assertThat(documented).as(name).isEqualTo(fields);
        });
    }
}
