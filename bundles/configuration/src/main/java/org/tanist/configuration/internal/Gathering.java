package org.tanist.configuration.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tanist.configuration.ConfigurationException;

/** Lays the sources over each other, and refuses keys that do not exist. */
public final class Gathering {
    /** Variables with a meaning of their own; see the manual pages of the programs in bin/ and of applications. */
    private static final List<String> OTHER_VARIABLES = List.of(
            "TANIST_HOME",
            "TANIST_CONF",
            "TANIST_JAVA_OPTS",
            "TANIST_MASTERS",
            "TANIST_APPLICATION",
            "TANIST_INSTANCE",
            "TANIST_INCARNATION");

    private final SortedMap<String, Given> given = new TreeMap<>();

    /** Begins with the defaults; each call lays more over it. */
    public Gathering() {
        for (Key key : Keys.all()) {
            given.put(key.name(), new Given(key.fallback(), "default", "default"));
        }
    }

    /** Lays a HOCON file over what there is. */
    public void file(Path file) throws ConfigurationException {
        lay(HoconFile.read(file));
    }

    /**
     * Lays environment variables over what there is. Dots and dashes of a key become underscores, so a variable is looked up, not
     * translated. One that is close to a key is a mistake; any other is somebody else's (an orchestrator may set {@code
     * TANIST_SERVICE_HOST}).
     */
    public void environment(Map<String, String> variables) throws ConfigurationException {
        Map<String, Given> found = new TreeMap<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("TANIST_") || OTHER_VARIABLES.contains(name)) {
                continue;
            }
            String key = key(name);
            if (key != null) {
                found.put(key, new Given(variable.getValue(), "environment", "environment variable " + name));
                continue;
            }
            Optional<String> meant = Keys.all().stream()
                    .map(each -> variable(each.name()))
                    .filter(each -> Suggestion.distance(name, each) <= 2)
                    .findFirst();
            if (meant.isPresent()) {
                throw new ConfigurationException(
                        "environment variable " + name + " is no key of Tanist: did you mean " + meant.get() + "?");
            }
        }
        lay(found);
    }

    /** Lays full keys over what there is; the source is for people who ask where a value is from, the place for messages. */
    public void keys(Map<String, String> keys, String source, String where) throws ConfigurationException {
        Map<String, Given> named = new TreeMap<>();
        keys.forEach((name, text) -> named.put(name, new Given(text, source, where)));
        lay(named);
    }

    /**
     * Checks each value, and then what several of them say together.
     *
     * @throws ConfigurationException at the first thing that is wrong
     */
    public Resolved resolve(Path home, String version) throws ConfigurationException {
        Resolved resolved = new Resolved(new TreeMap<>(given), home, version);
        AddressCheck.check(resolved);
        return resolved;
    }

    private void lay(Map<String, Given> upper) throws ConfigurationException {
        for (Map.Entry<String, Given> entry : upper.entrySet()) {
            String name = entry.getKey();
            if (Keys.find(name) == null && !name.startsWith(Keys.PLUGINS)) {
                throw new ConfigurationException(unknown(name, entry.getValue().where()));
            }
            given.put(name, entry.getValue());
        }
    }

    private static String unknown(String name, String where) {
        List<String> below = Keys.all().stream()
                .map(Key::name)
                .filter(key -> key.startsWith(name + "."))
                .map(key -> key.substring(name.length() + 1))
                .toList();
        if (!below.isEmpty()) {
            return name + " (" + where + ") is a group of keys, not a value: set one of " + String.join(", ", below)
                    + " in it";
        }
        return name + " (" + where + ") is no key of Tanist: "
                + Suggestion.nearest(name)
                        .map(key -> "did you mean " + key + "?")
                        .orElse("conf/tanist.conf lists all keys");
    }

    private static @Nullable String key(String variable) {
        if (variable.startsWith(variable(Keys.PLUGINS))) {
            return variable.toLowerCase(Locale.ROOT).replace('_', '.');
        }
        return Keys.all().stream()
                .map(Key::name)
                .filter(name -> variable(name).equals(variable))
                .findFirst()
                .orElse(null);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
