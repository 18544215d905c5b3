package org.tanist.configuration.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tanist.configuration.Configuration;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.internal.Gathering;
import org.tanist.configuration.internal.Resolved;

/**
 * Where a configuration comes from, in rising precedence: the documented defaults, a file, the environment, flags, {@code -D}.
 *
 * @param home installation directory
 * @param file HOCON file; empty: defaults only
 * @param environment variables such as {@code TANIST_ELECTION_TIMEOUT}; others are ignored
 * @param flags full keys that were given by their own flag, such as {@code -port}
 * @param overrides full keys given by {@code -D}
 * @param version of the software
 */
public record Sources(
        Path home,
        Optional<Path> file,
        Map<String, String> environment,
        Map<String, String> flags,
        Map<String, String> overrides,
        String version) {

    /** Makes the paths absolute. */
    public Sources {
        home = home.toAbsolutePath().normalize();
        file = file.map(path -> path.toAbsolutePath().normalize());
    }

    /** Only {@code -D} values over the defaults: for tests and tools. */
    public static Sources of(Path home, Map<String, String> overrides) {
        return new Sources(home, Optional.empty(), Map.of(), Map.of(), overrides, "0");
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigurationException at the first thing that is wrong
     */
    public Configuration load() throws ConfigurationException {
        return resolve();
    }

    Resolved resolve() throws ConfigurationException {
        Gathering gathering = new Gathering();
        if (file.isPresent()) {
            gathering.file(file.get());
        }
        gathering.environment(environment);
        gathering.keys(flags, "flag", "flag");
        gathering.keys(overrides, "-D", "given by -D");
        return gathering.resolve(home, version);
    }
}
