package org.tanist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JarCommandsTest {
    /** Of the bytes {@code bytes}. */
    private static final String ID = "sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9";

    private static final String LIST =
            "[{\"id\":\"" + ID + "\",\"name\":\"a.jar\",\"size\":5,\"publishedAt\":\"2026-01-01T00:00:00Z\"}]";

    private final CannedMaster master = new CannedMaster()
            .healthy()
            .answer("GET /api/v1/jars", 200, LIST)
            .answer("GET /api/v1/jars/" + ID.replace(":", "%3A"), 200, "bytes");

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        master.close();
    }

    @Test
    void putSendsTheFileAndPrintsTheId() throws IOException {
        Path file = Files.writeString(directory.resolve("my app.jar"), "bytes");
        master.answer(
                "POST /api/v1/jars?name=my%20app.jar",
                201, "{\"id\":\"" + ID + "\",\"name\":\"my app.jar\",\"size\":5,\"copies\":3}");
        Ran ran = run("jar", "put", file.toString());

        assertThat(ran).extracting(Ran::exitCode, Ran::out).containsExactly(0, ID + System.lineSeparator());
        assertThat(ran.err()).contains("5 bytes on 3 masters");
        assertThat(master.asked()).contains("POST /api/v1/jars?name=my%20app.jar bytes");
        assertThat(run("jar", "put", file.toString(), "-o", "json").out()).contains("\"copies\" : 3");
    }

    @Test
    void whatIsRefusedHasItsReasonAndItsExitCode() throws IOException {
        Path file = Files.writeString(directory.resolve("a.jar"), "bytes");
        master.answer("POST /api/v1/jars?name=a.jar", 413, "{\"code\":\"too-large\",\"detail\":\"it is too large\"}");
        assertThat(run("jar", "put", file.toString()))
                .extracting(Ran::exitCode, Ran::err)
                .containsExactly(1, "tanist: it is too large" + System.lineSeparator());
        master.answer("POST /api/v1/jars?name=a.jar", 503, "{\"code\":\"too-few-copies\",\"detail\":\"only 1\"}");
        assertThat(run("jar", "put", file.toString()).exitCode()).isEqualTo(5);
        assertThat(run("jar", "put", directory.resolve("none").toString()).exitCode())
                .isEqualTo(1);
        assertThat(run("jar", "get", "none.jar", "x").exitCode()).isEqualTo(3);
    }

    @Test
    void getFindsByNameVerifiesAndLeavesNoHalfFile() throws IOException {
        Path file = directory.resolve("got.jar");
        assertThat(run("jar", "get", "a.jar", file.toString()).exitCode()).isZero();
        assertThat(file).hasContent("bytes");
        assertThat(run("jar", "get", "277089", directory.resolve("by-prefix").toString())
                        .exitCode())
                .isZero();

        master.answer("GET /api/v1/jars/" + ID.replace(":", "%3A"), 200, "other bytes");
        Path other = directory.resolve("other.jar");
        assertThat(run("jar", "get", ID, other.toString()).exitCode()).isEqualTo(5);
        assertThat(directory).isDirectoryNotContaining(p -> p.toString().contains("other"));
    }

    @Test
    void listAndDelete() {
        assertThat(run("jar", "list").out()).contains("a.jar", ID);
        master.answer("DELETE /api/v1/jars/" + ID.replace(":", "%3A"), 204, "");
        assertThat(run("jar", "delete", "a.jar").exitCode()).isZero();
        master.answer(
                "DELETE /api/v1/jars/" + ID.replace(":", "%3A"),
                409,
                "{\"code\":\"conflict\",\"detail\":\"used by web\"}");
        assertThat(run("jar", "delete", ID)).extracting(Ran::exitCode).isEqualTo(4);
    }

    @Test
    void verifyAsksEveryMasterAndCountsTheUnreachableAsTrouble() {
        master.answer(
                "POST /api/v1/jar-copies/" + ID.replace(":", "%3A"),
                200,
                "{\"id\":\"" + ID + "\",\"state\":\"repaired\",\"detail\":\"was damaged\"}");
        Ran ran = run("jar", "verify");

        assertThat(ran.exitCode()).isEqualTo(8);
        assertThat(ran.out()).contains("m1", "repaired", "m2", "unknown");
    }

    private Ran run(String... args) {
        List<String> all = new ArrayList<>(List.of("--masters", master.address(), "--no-color"));
        all.addAll(List.of(args));
        return Ran.tanist(all.toArray(new String[0]));
    }
}
