package org.tanist.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A valid configuration, frozen. Every accessor takes a full key such as {@code tanist.election.timeout} and throws {@link
 * IllegalArgumentException} for a key that does not exist: that is a defect, not bad input.
 */
public interface Configuration {

    /** A text value. */
    String text(String key);

    /** A duration such as {@code 10s}. */
    Duration duration(String key);

    /** A size in bytes, such as {@code 64MB}. */
    long bytes(String key);

    /** A whole number. */
    int number(String key);

    /** True or false. */
    boolean flag(String key);

    /** A list of texts. */
    List<String> texts(String key);

    /** All values below a prefix, keyed by the rest of the key, as text. */
    Map<String, String> section(String prefix);

    /** All keys, sorted. */
    List<Setting> settings();

    /** Hash of the keys that must be equal on all masters. */
    String fingerprint();

    /** Host that others reach this master by: {@code -ip}, else {@code tanist.hostname}, else loopback. */
    String host();

    /** HTTP port: {@code -port}, default 3000. */
    int port();

    /** Human name: {@code -name}, default {@code host:port}. */
    String name();

    /** First masters, {@code host:port} each: {@code -peers}, else {@code tanist.cluster.masters}; may be empty. */
    List<String> peers();

    /** Data directory, absolute: {@code -dir}, default {@code TANIST_HOME/data/<port>}. */
    Path directory();

    /** Installation directory, absolute. */
    Path home();

    /** Software version. */
    String version();
}
