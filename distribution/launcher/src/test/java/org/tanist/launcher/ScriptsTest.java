package org.tanist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start scripts, with a Java that only prints what it is told. */
class ScriptsTest {
    private static final Path SOURCES = Path.of("../src");

    @TempDir
    private Path temporary;

    private Path home;
    private Path java;

    @BeforeEach
    void install() throws Exception {
        home = temporary.resolve("ta nist");
        copy("bin");
        copy("lib");
        Files.createDirectories(home.resolve("lib/launcher"));
        Files.createDirectories(home.resolve("lib/cli"));
        Files.createDirectories(home.resolve("lib/worker"));
        Files.createFile(home.resolve("lib/worker/w.jar"));
        Files.createFile(home.resolve("lib/launcher/b.jar"));
        Files.createFile(home.resolve("lib/launcher/a.jar"));
        Files.createFile(home.resolve("lib/cli/c.jar"));
        java = java("jd k", "17.0.1");
    }

    @Test
    void spacesInPathsAndArgumentsDoNotMatter() throws Exception {
        Run run = run(home.resolve("bin/master"), Map.of("JAVA_HOME", java.toString()), "-name", "a b", "-dir", "/x y");
        assertThat(run.code).isZero();
        assertThat(run.lines)
                .contains("-Dtanist.home=" + home, "org.tanist.launcher.Main", "a b", "/x y")
                .contains(home + "/lib/launcher/a.jar:" + home + "/lib/launcher/b.jar");
    }

    @Test
    void linksToAProgramFindTheInstallation() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("first"), home.resolve("bin/tanist"));
        Path relative = Files.createSymbolicLink(temporary.resolve("second"), Path.of("first"));
        Run run = run(relative, Map.of("JAVA_HOME", java.toString()), "status");
        assertThat(link).isSymbolicLink();
        assertThat(run.lines)
                .contains("-Dtanist.home=" + home, home + "/lib/cli/c.jar", "org.tanist.cli.Main", "status");
    }

    @Test
    void aWorkerGetsItsOptionsAndItsOwnClassPath() throws Exception {
        Run run = run(
                home.resolve("bin/worker"), Map.of("JAVA_HOME", java.toString()), "-masters", "a:1", "-dir", "/x y");
        assertThat(run.code).isZero();
        assertThat(run.lines).contains("org.tanist.worker.Main", "-masters", "a:1", "/x y", home + "/lib/worker/w.jar");
    }

    @Test
    void aServerIsAMasterAndAWorkerWithDirectoriesOfTheirOwn() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "FAKE_CODE", "2");
        Run run = run(
                home.resolve("bin/server"),
                environment,
                "-port",
                "3100",
                "-peers",
                "b:3000",
                "-slots",
                "2",
                "-dir",
                temporary + "/s d",
                "-D",
                "x=y");
        assertThat(run.code).isEqualTo(2);
        assertThat(run.lines)
                .contains("org.tanist.launcher.Main", "-port", "3100", "b:3000", "x=y", temporary + "/s d/master")
                .contains("org.tanist.worker.Main", "127.0.0.1:3100,b:3000", "2", temporary + "/s d/worker");
        Run wrong = run(home.resolve("bin/server"), environment, "-frob");
        assertThat(wrong.code).isEqualTo(2);
        assertThat(wrong.lines).containsExactly("server: '-frob' is no option of server: server --help lists them");
    }

    @Test
    void javaOnPathIsFoundWithoutJavaHome() throws Exception {
        String path = java.resolve("bin") + ":" + System.getenv("PATH");
        assertThat(run(home.resolve("bin/master"), Map.of("PATH", path)).lines).contains("org.tanist.launcher.Main");
    }

    @Test
    void ownOptionsComeLastAndWin() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "TANIST_JAVA_OPTS", "-Xmx2g -Dx=y");
        List<String> lines = run(home.resolve("bin/master"), environment).lines;
        assertThat(lines.indexOf("-Xmx2g")).isGreaterThan(lines.indexOf("-Xmx1g"));
        assertThat(lines).contains("-Dx=y");
    }

    @Test
    void anOldJavaIsRefusedInOneLine() throws Exception {
        Path old = java("old", "1.8.0_402");
        Run run = run(home.resolve("bin/master"), Map.of("JAVA_HOME", old.toString()));
        assertThat(run.code).isEqualTo(2);
        assertThat(run.lines)
                .containsExactly(
                        "master: '" + old + "/bin/java' is Java 8: Tanist needs 17 or later; set JAVA_HOME to one");
    }

    @Test
    void aMissingJavaIsRefusedInOneLine() throws Exception {
        Run run = run(home.resolve("bin/tanist"), Map.of("JAVA_HOME", "/nowhere"));
        assertThat(run.code).isEqualTo(2);
        assertThat(run.lines)
                .containsExactly(
                        "tanist: JAVA_HOME = '/nowhere' has no bin/java: set it to a JDK or JRE of version 17 or later,"
                                + " or unset it");
    }

    @Test
    void aWrongHomeIsRefusedInOneLine() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "TANIST_HOME", temporary.toString());
        Run run = run(home.resolve("bin/master"), environment);
        assertThat(run.code).isEqualTo(2);
        assertThat(run.lines)
                .containsExactly(
                        "master: TANIST_HOME = '" + temporary + "' is no installation of Tanist: correct or unset it");
    }

    @Test
    void inTheBackgroundTheLineAndTheCodeOfTheMasterComeThrough() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "FAKE_CODE", "2");
        Run run = run(home.resolve("bin/master"), environment, "-daemon", "-port", "x");
        assertThat(run.lines).contains("-port", "x").doesNotContain("-daemon");
        assertThat(run.code).isIn(0, 2);
    }

    private record Run(int code, List<String> lines) {}

    private static Run run(Path program, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TANIST_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), lines);
    }

    private Path java(String name, String version) throws IOException {
        Path folder = temporary.resolve(name);
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nfor a do echo \"$a\"; done\nexit ${FAKE_CODE:-0}\n");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private void copy(String folder) throws IOException {
        Path target = Files.createDirectories(home.resolve(folder));
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, target.resolve(file.getFileName().toString()));
                assertThat(copy.toFile().setExecutable(true)).isTrue();
            }
        }
    }
}
