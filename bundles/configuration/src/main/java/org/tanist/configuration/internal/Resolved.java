package org.tanist.configuration.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.Setting;

/** All keys with the values in force. Immutable. */
public final class Resolved implements Configuration {
    private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|credential).*");
    private static final String MASK = "********";

    private final SortedMap<String, Given> given;
    private final Map<String, Object> values = new TreeMap<>();
    private final Path home;
    private final String version;

    /**
     * Checks each value by itself.
     *
     * @param given every key of the table and any of plugins
     * @throws ConfigurationException at the first value with a wrong shape or out of range
     */
    Resolved(SortedMap<String, Given> given, Path home, String version) throws ConfigurationException {
        this.given = given;
        this.home = home;
        this.version = version;
        for (Map.Entry<String, Given> entry : given.entrySet()) {
            Key key = Keys.find(entry.getKey());
            Given value = entry.getValue();
            values.put(entry.getKey(), key == null ? value.text() : key.parse(value.text(), value.where()));
        }
    }

    /** This configuration with the values of all keys that need a restart taken from {@code older}. */
    public Resolved keepingRestartKeysOf(Resolved older) throws ConfigurationException {
        SortedMap<String, Given> merged = new TreeMap<>(given);
        merged.keySet().removeIf(name -> !isLive(name));
        older.given.forEach((name, value) -> {
            if (!isLive(name)) {
                merged.put(name, value);
            }
        });
        return new Resolved(merged, home, version);
    }

    /** Names of the keys whose values differ. */
    public List<String> differences(Resolved other) {
        SortedMap<String, Object> all = new TreeMap<>(values);
        all.putAll(other.values);
        return all.keySet().stream()
                .filter(name -> !java.util.Objects.equals(values.get(name), other.values.get(name)))
                .toList();
    }

    private static boolean isOwn(String name) {
        Key key = Keys.find(name);
        return key != null && key.traits().contains(Key.Trait.OWN);
    }

    private static boolean isLive(String name) {
        Key key = Keys.find(name);
        return key != null && key.traits().contains(Key.Trait.LIVE);
    }

    @Override
    public String text(String key) {
        return String.valueOf(value(key, String.class));
    }

    @Override
    public Duration duration(String key) {
        return value(key, Duration.class);
    }

    @Override
    public long bytes(String key) {
        return value(key, Long.class);
    }

    @Override
    public int number(String key) {
        return value(key, Integer.class);
    }

    @Override
    public boolean flag(String key) {
        return value(key, Boolean.class);
    }

    @Override
    @SuppressWarnings("unchecked") // Only Kind.TEXTS makes lists, and it makes them of texts.
    public List<String> texts(String key) {
        return value(key, List.class);
    }

    private <T> T value(String key, Class<T> type) {
        Object value = values.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("no key " + key + " of type " + type.getSimpleName());
        }
        return type.cast(value);
    }

    @Override
    public Map<String, String> section(String prefix) {
        String start = prefix.endsWith(".") ? prefix : prefix + ".";
        Map<String, String> section = new TreeMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(start)) {
                section.put(name.substring(start.length()), value.text());
            }
        });
        return section;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        given.forEach((name, value) -> {
            Key key = Keys.find(name);
            boolean secret = key == null
                    ? SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()
                    : key.traits().contains(Key.Trait.SECRET);
            String shown = secret && !value.text().isEmpty() ? MASK : value.text();
            String description = key == null ? "For a plugin." : key.description();
            settings.add(new Setting(name, shown, value.source(), !isLive(name), description, isOwn(name)));
        });
        return settings;
    }

    @Override
    public String fingerprint() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (Key key : Keys.all()) {
            if (key.traits().contains(Key.Trait.SHARED)) {
                digest.update((key.name() + "=" + values.get(key.name()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    @Override
    public String host() {
        String host = text(Keys.HOSTNAME);
        return host.isEmpty() ? "127.0.0.1" : host;
    }

    @Override
    public int port() {
        return number(Keys.PORT);
    }

    @Override
    public String name() {
        String name = text(Keys.NAME);
        // A name goes into addresses of the API, where an IPv6 address would need brackets.
        String place = host().indexOf(':') >= 0 ? "ip6" + host().replace(':', '-') : host();
        return name.isEmpty() ? place + ":" + port() : name;
    }

    @Override
    public List<String> peers() {
        return texts(Keys.MASTERS);
    }

    @Override
    public Path directory() {
        String directory = text(Keys.DIRECTORY);
        Path path = directory.isEmpty() ? home.resolve("data").resolve(Integer.toString(port())) : Path.of(directory);
        return path.toAbsolutePath().normalize();
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public String version() {
        return version;
    }
}
