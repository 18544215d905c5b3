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

    @Test
    void migrateOrdersAndShowsHowFarItIs() {
        master.answer("POST /api/v1/jar-migrations", 202, migration("copying"))
                .answer("POST /api/v1/jar-migrations?dryRun=true", 200, migration("checked"))
                .answer("GET /api/v1/jar-migrations", 200, "[" + migration("switched") + "]")
                .answer("POST /api/v1/jar-migrations/one/confirm", 202, migration("confirmed"))
                .answer("POST /api/v1/jar-migrations/one/undo", 202, migration("returning"));

        Ran begun = run("jar", "migrate", "--to", "file:///mnt");
        assertThat(begun.exitCode()).isZero();
        assertThat(begun.out())
                .contains("from local to file:///mnt: copying, 1 of 2 jars, 5.0 of 10.0 MB", "m3 is slow");
        assertThat(master.asked()).contains("POST /api/v1/jar-migrations {\"to\":\"file:///mnt\"}");
        assertThat(run("jar", "migrate", "--to", "file:///mnt", "--dry-run").out())
                .contains("checked");
        Ran waited = run("jar", "migrate", "--to", "file:///mnt", "--wait", "-o", "json");
        assertThat(waited.out()).contains("\"state\" : \"switched\"", "\"bytesDone\" : 5000000");
        assertThat(run("jar", "migrate").out()).contains("switched", "1 of 2 jars");
        assertThat(run("jar", "migrate", "--confirm").out()).contains("confirmed");
        assertThat(run("jar", "migrate", "--undo").out()).contains("returning");
    }

    @Test
    void migrateSaysWhatIsWrong() {
        master.answer(
                "POST /api/v1/jar-migrations?dryRun=true",
                409,
                "{\"code\":\"refused\",\"detail\":\"the jars cannot move to 'file:///x': m2: it is not there\"}");
        Ran refused = run("jar", "migrate", "--to", "file:///x");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("m2: it is not there");
        assertThat(run("jar", "migrate", "--dry-run").exitCode()).isEqualTo(2);
        assertThat(run("jar", "migrate", "--confirm", "--undo").exitCode()).isEqualTo(2);
        master.answer("GET /api/v1/jar-migrations", 200, "[]");
        assertThat(run("jar", "migrate", "--undo").exitCode()).isEqualTo(3);
        master.answer("GET /api/v1/jar-migrations", 200, "[" + migration("copying") + "]");
        assertThat(run("jar", "migrate", "--wait", "--timeout", "300ms").exitCode())
                .isEqualTo(6);
    }

    private static String migration(String state) {
        return "{\"id\":\"one\",\"from\":\"local\",\"to\":\"file:///mnt\",\"state\":\"" + state
                + "\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"progress\":{\"jars\":2,\"jarsDone\":1,\"bytes\":10000000,"
                + "\"bytesDone\":5000000,\"masters\":[],\"problem\":\"m3 is slow\"}}";
    }

    private Ran run(String... args) {
        List<String> all = new ArrayList<>(List.of("--masters", master.address(), "--no-color"));
        all.addAll(List.of(args));
        return Ran.tanist(all.toArray(new String[0]));
    }
}
