package org.tanist.applications.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Restart;
import org.tanist.applications.state.Spec;

/** Reads the spec of an application and says what is wrong with it. */
public final class SpecReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    /** What would make the worker run something else than the jar. */
    private static final List<String> TAKEN =
            List.of("-jar", "-cp", "-classpath", "--class-path", "-m", "--module", "-p", "--module-path");

    private static final int MOST_TEXTS = 256;
    private static final int LONGEST_TEXT = 8_192;
    private static final int MOST_INSTANCES = 1_000;
    private static final int LEAST_MEMORY = 16;
    private static final int MOST_MEMORY = 1 << 20;
    private static final int DEFAULT_MEMORY = 256;

    private SpecReader() {}

    /** Checks the name of an application or a worker. */
    public static String name(String what, String name) throws InvalidException {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidException("'" + (name.length() > 70 ? name.substring(0, 70) + "…" : name)
                    + "' cannot be the name of " + what
                    + ": use 1 to 63 of a-z, 0-9 and . _ -, a letter or digit first");
        }
        return name;
    }

    /** Reads the body of {@code POST applications}. */
    static Spec read(byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        String name = name("an application", fields.text("name"));
        String jar = jar(fields.text("jar"));
        List<String> args = texts("args", fields.texts("args"));
        List<String> jvmArgs = texts("jvmArgs", fields.texts("jvmArgs"));
        checkJvmArgs(jvmArgs);
        Map<String, String> env = env(fields.map("env"));
        Long instances = fields.numberOrNull("instances", 1, MOST_INSTANCES);
        Restart restart = restart(fields.textOrNull("restart"));
        Long memory = fields.numberOrNull("memoryMb", LEAST_MEMORY, MOST_MEMORY);
        fields.end();
        return new Spec(
                name,
                jar,
                args,
                jvmArgs,
                env,
                instances == null ? 1 : instances.intValue(),
                restart,
                memory == null ? DEFAULT_MEMORY : memory.intValue());
    }

    private static String jar(String jar) throws InvalidException {
        if (!JarCatalogue.isId(jar)) {
            throw new InvalidException("field 'jar' is no jar id: put the jar first ('tanist jar put FILE') and use the"
                    + " id that this prints, sha256: and 64 hexadecimal digits");
        }
        return jar;
    }

    private static Restart restart(@org.jspecify.annotations.Nullable String text) throws InvalidException {
        if (text == null) {
            return Restart.ALWAYS;
        }
        for (Restart restart : Restart.values()) {
            if (restart.wire().equals(text)) {
                return restart;
            }
        }
        throw new InvalidException("field 'restart' is unknown: use always, on-failure or never");
    }

    private static List<String> texts(String field, List<String> texts) throws InvalidException {
        if (texts.size() > MOST_TEXTS) {
            throw new InvalidException(
                    "field '" + field + "' has " + texts.size() + " elements: " + MOST_TEXTS + " is most");
        }
        for (String text : texts) {
            checkText(field, text);
        }
        return texts;
    }

    private static void checkText(String field, String text) throws InvalidException {
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidException("field '" + field + "' has a text of " + text.length() + " characters: "
                    + LONGEST_TEXT + " is most");
        }
        if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidException("field '" + field + "' has a text with a NUL or half a surrogate pair:"
                    + " no process can get that");
        }
    }

    private static void checkJvmArgs(List<String> jvmArgs) throws InvalidException {
        for (String arg : jvmArgs) {
            String option = arg.contains("=") ? arg.substring(0, arg.indexOf('=')) : arg;
            if (!arg.startsWith("-") || TAKEN.contains(option)) {
                throw new InvalidException(
                        "field 'jvmArgs' has '" + (arg.length() > 60 ? arg.substring(0, 60) : arg)
                                + "': use options of the JVM such as -Dkey=value, one an element; the jar is given by the worker");
            }
        }
    }

    private static Map<String, String> env(Map<String, String> env) throws InvalidException {
        if (env.size() > MOST_TEXTS) {
            throw new InvalidException("field 'env' has " + env.size() + " members: " + MOST_TEXTS + " is most");
        }
        for (Map.Entry<String, String> variable : env.entrySet()) {
            String name = variable.getKey();
            if (!ENV_NAME.matcher(name).matches()) {
                throw new InvalidException("field 'env' has the name '"
                        + (name.length() > 60 ? name.substring(0, 60) : name)
                        + "': use letters, digits and _, no digit first");
            }
            if (name.startsWith("TANIST_")) {
                throw new InvalidException(
                        "field 'env' has the name '" + name + "': names that begin with TANIST_ are set by the worker");
            }
            checkText("env." + name, variable.getValue());
        }
        return env;
    }
}
