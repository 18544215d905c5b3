package org.tanist.itests.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sizes, names and documents, as STYLE.md wants them. */
class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int TEST_LINES = 600;
    private static final int METHOD_LINES = 60;
    private static final int README_LINES = 40;
    private static final Pattern BANNED_TYPE = Pattern.compile(
            "(?:class|interface|record|enum)\\s+(\\w+(?:Impl|Manager|Helper|Helpers|Util|Utils|Data))\\b");
    private static final Pattern GETTER =
            Pattern.compile("^ {4}public [\\w<>\\[\\], .?]+ (get[A-Z]\\w*)\\(\\)", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("\"(tanist\\.[a-z][a-z.-]+[a-z])\"");

    /** What StreamTest, RegistryTest and the others call; the API document is held to the servlets by the http module itself. */
    private static final List<String> ENDPOINTS = List.of(
            "/health/live",
            "/health/ready",
            "/active",
            "/standby",
            "/metrics",
            "/api/v1/cluster",
            "/api/v1/masters",
            "/api/v1/transitions",
            "/api/v1/explain",
            "/api/v1/registry",
            "/api/v1/services",
            "/api/v1/jars",
            "/api/v1/applications",
            "/api/v1/workers",
            "/api/v1/events",
            "/api/v1/config",
            "/api/v1/plugins",
            "/api/v1/journal",
            "/api/v1/openapi.json");

    private static List<Path> java() {
        return Sources.files(p -> p.toString().endsWith(".java"));
    }

    private static boolean test(Path file) {
        return Sources.name(file).contains("src/test/");
    }

    @Test
    void noFileIsTooLong() {
        List<String> found = java().stream()
                .filter(f -> Sources.text(f).lines().count() > (test(f) ? TEST_LINES : FILE_LINES))
                .map(f -> Sources.name(f) + ": " + Sources.text(f).lines().count() + " lines")
                .toList();
        assertThat(found).isEmpty();
    }

    @Test
    void noMethodIsTooLong() {
        List<String> found = new ArrayList<>();
        for (MethodLengths.Method method : MethodLengths.of(java())) {
            if (method.lines() > METHOD_LINES) {
                found.add(Sources.name(method.file()) + ": " + method.name() + " has " + method.lines() + " lines");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noTypeHasABannedName() {
        List<String> found = new ArrayList<>();
        for (Path file : java()) {
            Matcher matcher = BANNED_TYPE.matcher(withoutComments(Sources.text(file)));
            while (matcher.find()) {
                found.add(Sources.name(file) + ": " + matcher.group(1));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void accessorsAreBareNouns() {
        List<String> found = new ArrayList<>();
        for (Path file : java()) {
            String text = withoutComments(Sources.text(file));
            Matcher matcher = GETTER.matcher(text);
            while (matcher.find()) {
                String before = text.substring(Math.max(0, matcher.start() - 40), matcher.start());
                if (!before.contains("@Override")) {
                    found.add(Sources.name(file) + ": " + matcher.group(1));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> found = java().stream()
                .filter(f -> !test(f))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !packagePage(folder))
                .map(Sources::name)
                .toList();
        assertThat(found).as("package-info.java with Javadoc and @NullMarked").isEmpty();
    }

    private static boolean packagePage(Path folder) {
        Path page = folder.resolve("package-info.java");
        if (!Files.isRegularFile(page)) {
            return false;
        }
        String text = Sources.text(page);
        return text.contains("/**") && text.contains("@NullMarked");
    }

    @Test
    void everyModuleHasAShortReadme() {
        List<String> found = new ArrayList<>();
        for (String module : Sources.MODULES) {
            Path readme = Sources.root().resolve(module).resolve("README.md");
            if (!Files.isRegularFile(readme)) {
                found.add(module + ": no README.md");
            } else if (Sources.text(readme).lines().count() > README_LINES) {
                found.add(module + ": " + Sources.text(readme).lines().count() + " lines in README.md");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void linksInDocumentsLeadSomewhere() {
        List<String> found = new ArrayList<>();
        for (Path file : Sources.files(p -> p.toString().endsWith(".md"))) {
            Matcher matcher = LINK.matcher(Sources.text(file));
            while (matcher.find()) {
                if (!leadsSomewhere(file, matcher.group(1))) {
                    found.add(Sources.name(file) + ": " + matcher.group(1));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        if (link.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty() ? from : from.getParent().resolve(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || !Files.isRegularFile(target)
                || anchors(target).contains(parts[1]);
    }

    private static Set<String> anchors(Path file) {
        Set<String> anchors = new TreeSet<>();
        Matcher matcher = HEADING.matcher(Sources.text(file));
        while (matcher.find()) {
            anchors.add(matcher.group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .strip()
                    .replace(' ', '-'));
        }
        return anchors;
    }

    @Test
    void nothingUnfinishedIsLeftInTheSource() {
        Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
        assertThat(filesWith(java(), unfinished)).isEmpty();
    }

    /** Real pauses are made where real clocks and threads are; everything else is told when to go on. */
    @Test
    void nobodySleepsOutsideRuntimePackages() {
        List<Path> files = java().stream()
                .filter(f -> !Sources.name(f).contains("/runtime/"))
                .toList();
        assertThat(filesWith(files, Pattern.compile("Thread\\.sle" + "ep\\("))).isEmpty();
    }

    private static List<String> filesWith(List<Path> files, Pattern pattern) {
        return files.stream()
                .filter(f -> pattern.matcher(Sources.text(f)).find())
                .map(Sources::name)
                .toList();
    }

    @Test
    void noMachinePathOrRegistryIsInTheRepository() {
        Pattern machine = Pattern.compile("/wo" + "rk/(main|shared)|/tmp/w" + "t/|registry\\.npm" + "js\\.org");
        List<Path> files =
                Sources.files(p -> p.toString().matches(".*\\.(java|md|json|xml|sh|conf|yaml|bnd|ts|css|html)"));
        assertThat(filesWith(files, machine)).isEmpty();
    }

    @Test
    void keysThatCodeReadsAreInTheTable() {
        Set<String> table = Sources.files(p -> p.toString().contains("bundles/configuration/src/main")).stream()
                .flatMap(f -> KEY.matcher(Sources.text(f)).results().map(r -> r.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> found = new ArrayList<>();
        for (Path file : Sources.files(p -> p.toString()
                .matches(".*/(master|http|registry|election-raft|election-zk|console)/src/main/java/.*\\.java"))) {
            KEY.matcher(Sources.text(file))
                    .results()
                    .map(r -> r.group(1))
                    .filter(key -> !table.contains(key)
                            && !List.of("tanist.service", "tanist.provider").contains(key))
                    .forEach(key -> found.add(Sources.name(file) + ": " + key));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void endpointsOfTheManualAreThoseThatAreServed() {
        Path manual = Sources.root().resolve("docs/api.md");
        assertThat(manual).exists();
        String text = Sources.text(manual);
        for (String endpoint : ENDPOINTS) {
            assertThat(text).as("docs/api.md names " + endpoint).contains(endpoint);
        }
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }
}
