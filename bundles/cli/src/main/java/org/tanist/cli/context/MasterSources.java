package org.tanist.cli.context;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a command finds masters when none are named on its command line. */
public final class MasterSources {

    private static final String LOCAL = "127.0.0.1:3000";
    private static final String KEY = "tanist.cluster.masters";
    private static final String ZOOKEEPER = "tanist.election.zookeeper";
    private static final String NAME = "tanist.cluster.name";

    private MasterSources() {}

    /** From TANIST_MASTERS, else from the configuration file, else the default port of this host. */
    public static String named() {
        String environment = System.getenv("TANIST_MASTERS");
        if (environment != null && !environment.isBlank()) {
            return environment;
        }
        Path file = configuration();
        return file == null || !Files.isReadable(file) ? LOCAL : fromFile(file);
    }

    /** The directory that the tarball was unpacked to, if the start script told. */
    public static Optional<Path> home() {
        String home = System.getenv("TANIST_HOME");
        return home == null || home.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(home).toAbsolutePath());
    }

    /** The cluster's name in the configuration file, else the default one. */
    public static String clusterName() {
        Path file = configuration();
        if (file == null || !Files.isReadable(file)) {
            return "tanist";
        }
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            return config.hasPath(NAME) ? config.getString(NAME) : "tanist";
        } catch (ConfigException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + NAME + " from " + file + ": " + e.getMessage());
        }
    }

    /** The keys below {@code tanist.election.zookeeper} in the configuration file; none without a file. */
    public static Map<String, String> zookeeperKeys() {
        Path file = configuration();
        if (file == null || !Files.isReadable(file)) {
            return Map.of();
        }
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            Map<String, String> keys = new HashMap<>();
            if (config.hasPath(ZOOKEEPER)) {
                config.getConfig(ZOOKEEPER)
                        .entrySet()
                        .forEach(key -> keys.put(
                                key.getKey(), String.valueOf(key.getValue().unwrapped())));
            }
            return keys;
        } catch (ConfigException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + ZOOKEEPER + " from " + file + ": " + e.getMessage());
        }
    }

    private static @Nullable Path configuration() {
        String conf = System.getenv("TANIST_CONF");
        if (conf != null && !conf.isBlank()) {
            return Path.of(conf);
        }
        return home().map(home -> home.resolve("conf").resolve("tanist.conf")).orElse(null);
    }

    private static String fromFile(Path file) {
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            if (!config.hasPath(KEY)) {
                return LOCAL;
            }
            String joined = String.join(",", config.getStringList(KEY));
            return joined.isBlank() ? LOCAL : joined;
        } catch (ConfigException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "cannot read " + KEY + " from " + file + ": " + e.getMessage()
                            + "; mend the file or use --masters host:port");
        }
    }
}
