package org.tanist.applications.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

final class JarCatalogueTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private final JarCatalogue catalogue = new JarCatalogue();

    @Test
    void firstPublicationCreatesAndTheSameBytesAgainAreTheSameJar() {
        assertThat(put(A, "{\"name\":\"one.jar\",\"size\":7}").status()).isEqualTo(Status.CREATED);
        Reply again = put(A, "{\"name\":\"other.jar\",\"size\":7}");

        assertThat(again.status()).isEqualTo(Status.OK);
        assertThat(again.text()).contains("\"name\":\"one.jar\"").contains("\"size\":7");
        assertThat(catalogue.all()).containsExactly(new JarRecord(A, "one.jar", 7, 1000));
    }

    @Test
    void oneIdCannotHaveTwoSizes() {
        put(A, "{\"name\":\"a\",\"size\":7}");
        assertThat(put(A, "{\"name\":\"a\",\"size\":8}").status()).isEqualTo(Status.CONFLICT);
        assertThat(catalogue.find(A).orElseThrow().size()).isEqualTo(7);
    }

    @Test
    void wrongBodiesAndIdsChangeNothingAndSayWhy() {
        for (String body : List.of(
                "",
                "no",
                "{}",
                "{\"name\":\"\",\"size\":1}",
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"size\":0}",
                "{\"name\":\"a\\n\",\"size\":1}",
                "{\"name\":\"" + "x".repeat(256) + "\",\"size\":1}")) {
            Reply reply = put(A, body);
            assertThat(reply.status()).as(body).isEqualTo(Status.INVALID);
            assertThat(reply.text()).isNotBlank();
        }
        for (String id : List.of("", "sha256:abc", "md5:" + "a".repeat(64), A.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(put(id, "{\"name\":\"a\",\"size\":1}").status()).as(id).isEqualTo(Status.INVALID);
        }
        assertThat(catalogue.all()).isEmpty();
    }

    @Test
    void usedJarIsNotDeletedAndItsUsersAreNamed() {
        put(A, "{\"name\":\"a.jar\",\"size\":7}");

        Reply refused = catalogue.delete(A, List.of("web", "batch"));
        assertThat(refused.status()).isEqualTo(Status.CONFLICT);
        assertThat(refused.text()).contains("batch, web");
        assertThat(catalogue.delete(A, List.of()).status()).isEqualTo(Status.DONE);
        assertThat(catalogue.delete(A, List.of()).status()).isEqualTo(Status.NOT_FOUND);
        assertThat(catalogue.get(A).status()).isEqualTo(Status.NOT_FOUND);
    }

    @Test
    void listIsSortedJsonAndAFrozenCopyStays() {
        put(B, "{\"name\":\"b.jar\",\"size\":2}");
        JarCatalogue frozen = catalogue.frozen();
        put(A, "{\"name\":\"a.jar\",\"size\":1}");

        assertThat(catalogue.get("").text())
                .isEqualTo("[{\"id\":\"" + A
                        + "\",\"name\":\"a.jar\",\"size\":1,\"publishedAt\":\"1970-01-01T00:00:01Z\"}," + "{\"id\":\""
                        + B + "\",\"name\":\"b.jar\",\"size\":2,\"publishedAt\":\"1970-01-01T00:00:01Z\"}]");
        assertThat(frozen.all()).hasSize(1);
    }

    @Test
    void whatWasWrittenIsReadAndDamageIsRefused() throws IOException {
        put(A, "{\"name\":\"a.jar\",\"size\":1}");
        put(B, "{\"name\":\"b\u00e9.jar\",\"size\":2}");
        byte[] written = written(catalogue);

        JarCatalogue read = JarCatalogue.read(new DataInputStream(new ByteArrayInputStream(written)));
        assertThat(read.all()).isEqualTo(catalogue.all());
        assertThat(written(read)).isEqualTo(written);
        written[1] = 9;
        assertThatThrownBy(() -> JarCatalogue.read(new DataInputStream(new ByteArrayInputStream(written))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 9");
    }

    @Test
    void placeChangesOnlyByTheStepsOfAMigrationAndIsWritten() throws IOException {
        assertThat(move("begin", "{'id':'1','from':'local','to':'file:///a'}")).isEqualTo(Status.DONE);
        assertThat(move("begin", "{'id':'2','from':'local','to':'file:///b'}")).isEqualTo(Status.CONFLICT);
        assertThat(move("confirm", "{'id':'1'}")).isEqualTo(Status.CONFLICT);
        assertThat(move("switch", "{'id':'2'}")).isEqualTo(Status.NOT_FOUND);
        assertThat(move("switch", "{'id':'1'}")).isEqualTo(Status.DONE);
        assertThat(catalogue.place().text()).contains("\"number\":1,\"root\":\"file:///a\"", "\"state\":\"switched\"");
        assertThat(put(A, "{\"name\":\"a\",\"size\":1}").status()).isEqualTo(Status.PRECONDITION_FAILED);
        assertThat(put(A, "{\"name\":\"a\",\"size\":1,\"place\":1}").status()).isEqualTo(Status.CREATED);
        assertThat(move("undo", "{'id':'1'}")).isEqualTo(Status.DONE);
        assertThat(move("switch", "{'id':'1'}")).isEqualTo(Status.DONE);
        assertThat(move("end", "{'id':'1'}")).isEqualTo(Status.DONE);
        assertThat(catalogue.place().text()).contains("\"number\":2,\"root\":\"local\"", "\"state\":\"undone\"");
        assertThat(move("begin", "{'id':'3','from':'local','to':'file:///a'}"))
                .as("until its old copies are deleted")
                .isEqualTo(Status.CONFLICT);
        assertThat(move("cleaned", "{'id':'1'}")).isEqualTo(Status.DONE);
        assertThat(move("begin", "{'id':'3','from':'file:///x','to':'file:///a'}"))
                .isEqualTo(Status.CONFLICT);
        assertThat(move("begin", "{'id':'3','from':'local','to':'file:///a'}")).isEqualTo(Status.DONE);

        byte[] written = written(catalogue);
        JarCatalogue read = JarCatalogue.read(new DataInputStream(new ByteArrayInputStream(written)));
        assertThat(read.place().text()).isEqualTo(catalogue.place().text());
        assertThat(written(read)).isEqualTo(written);
    }

    private Status move(String what, String body) {
        return catalogue
                .move(what, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1000)
                .status();
    }

    private Reply put(String id, String body) {
        return catalogue.put(id, body.getBytes(StandardCharsets.UTF_8), 1000);
    }

    private static byte[] written(JarCatalogue catalogue) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        catalogue.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
