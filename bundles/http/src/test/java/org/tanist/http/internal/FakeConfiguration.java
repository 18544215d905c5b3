package org.tanist.http.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.Setting;

/** A configuration with a host and the defaults of the keys that this bundle reads. */
final class FakeConfiguration implements LiveConfiguration, Configuration {
    private final String host;
    private final int port;

    FakeConfiguration(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public Configuration current() {
        return this;
    }

    @Override
    public Subscription onChange(Consumer<Configuration> listener) {
        return () -> {};
    }

    @Override
    public String text(String key) {
        throw new IllegalArgumentException(key);
    }

    @Override
    public Duration duration(String key) {
        if (key.equals("tanist.transitions.park-timeout")) {
            return Duration.ofSeconds(2);
        }
        throw new IllegalArgumentException(key);
    }

    @Override
    public long bytes(String key) {
        if (key.equals("tanist.http.max-body")) {
            return 1 << 20;
        }
        throw new IllegalArgumentException(key);
    }

    @Override
    public int number(String key) {
        throw new IllegalArgumentException(key);
    }

    @Override
    public boolean flag(String key) {
        throw new IllegalArgumentException(key);
    }

    @Override
    public List<String> texts(String key) {
        throw new IllegalArgumentException(key);
    }

    @Override
    public Map<String, String> section(String prefix) {
        return Map.of();
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public String fingerprint() {
        return "abc";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String name() {
        return "m0";
    }

    @Override
    public List<String> peers() {
        return List.of();
    }

    @Override
    public Path directory() {
        return Path.of("target");
    }

    @Override
    public Path home() {
        return Path.of("target");
    }

    @Override
    public String version() {
        return "0.1.0";
    }
}
