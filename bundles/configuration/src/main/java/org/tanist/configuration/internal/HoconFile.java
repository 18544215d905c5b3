package org.tanist.configuration.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tanist.configuration.ConfigurationException;

/** Reads a HOCON file into full keys with their values in text form. */
final class HoconFile {
    private HoconFile() {}

    /**
     * Reads the file.
     *
     * @throws ConfigurationException if it cannot be read or is malformed; names the file, and the line where known
     */
    static Map<String, Given> read(Path file) throws ConfigurationException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ConfigurationException(file
                    + " cannot be read: check that the file exists and may be read, or name another one with -conf");
        }
        Config config;
        try {
            config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (ConfigException e) {
            throw new ConfigurationException(malformed(file, e));
        }
        Map<String, Given> values = new TreeMap<>();
        flatten("", config.root(), file, values);
        return values;
    }

    private static void flatten(String prefix, ConfigObject object, Path file, Map<String, Given> values)
            throws ConfigurationException {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String key = prefix + entry.getKey();
            ConfigValue value = entry.getValue();
            if (value instanceof ConfigObject nested) {
                flatten(key + ".", nested, file, values);
            } else if (value.valueType() != ConfigValueType.NULL) {
                String where = file.getFileName() + " line " + value.origin().lineNumber();
                values.put(key, new Given(text(key, value, where), "file", where));
            }
        }
    }

    private static String text(String key, ConfigValue value, String where) throws ConfigurationException {
        if (value instanceof ConfigList list) {
            if (list.stream()
                    .anyMatch(
                            element -> element.unwrapped() instanceof Iterable<?> || element instanceof ConfigObject)) {
                throw new ConfigurationException(
                        key + " (" + where + ") is a list of lists or groups: write [\"a\", \"b\"]");
            }
            return list.stream()
                    .map(element -> String.valueOf(element.unwrapped()))
                    .collect(Collectors.joining(","));
        }
        return String.valueOf(value.unwrapped());
    }

    /** HOCON's own messages may run over several lines and start with the place, which is kept. */
    private static String malformed(Path file, ConfigException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        String place = file + ": ";
        int line = e.origin() == null ? -1 : e.origin().lineNumber();
        String rest = message.startsWith(place) ? message.substring(place.length()) : message;
        if (line > 0) {
            rest = rest.replaceFirst("^" + line + ": ", "");
            return file + " line " + line + " is malformed: " + rest;
        }
        return file + " is malformed: " + rest;
    }
}
