package org.tanist.example.counter;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.LiveConfiguration;
import org.tanist.configuration.runtime.Sources;

/** A configuration that says something about this plugin only. */
record PluginSettings(Map<String, String> settings) implements LiveConfiguration {

    @Override
    public Configuration current() {
        Map<String, String> keys = new TreeMap<>();
        settings.forEach((key, value) -> keys.put("tanist.plugin.counter." + key, value));
        try {
            return Sources.of(Path.of("."), keys).load();
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Subscription onChange(Consumer<Configuration> listener) {
        return () -> {};
    }
}
