package org.tanist.client.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * As whom, and how, to talk to the servers.
 *
 * @param digest {@code user:password} for the digest scheme; empty for nobody in particular
 * @param client what ZooKeeper's own client is told, by its names of properties; for TLS
 */
public record ZooKeeperAccess(String digest, Map<String, String> client) {

    /** As nobody in particular, without TLS. */
    public static final ZooKeeperAccess OPEN = new ZooKeeperAccess("", Map.of());

    /** Keeps a copy. */
    public ZooKeeperAccess {
        client = Map.copyOf(client);
    }

    /**
     * As the masters do it; without their user.
     *
     * @param keys the keys below {@code tanist.election.zookeeper}, of which those of {@code tls} count
     * @throws IllegalArgumentException if a file that they name cannot be read
     */
    public static ZooKeeperAccess of(Map<String, String> keys) {
        if (!Boolean.parseBoolean(keys.getOrDefault("tls.enable", "false"))) {
            return OPEN;
        }
        Map<String, String> client = new HashMap<>();
        client.put(ZKClientConfig.SECURE_CLIENT, "true");
        client.put(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        file(client, keys, "tls.truststore", "zookeeper.ssl.trustStore.location");
        file(client, keys, "tls.truststore-password-file", "zookeeper.ssl.trustStore.passwordPath");
        file(client, keys, "tls.keystore", "zookeeper.ssl.keyStore.location");
        file(client, keys, "tls.keystore-password-file", "zookeeper.ssl.keyStore.passwordPath");
        return new ZooKeeperAccess("", client);
    }

    private static void file(Map<String, String> client, Map<String, String> keys, String key, String property) {
        String file = keys.getOrDefault(key, "");
        if (file.isEmpty()) {
            return;
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException("tanist.election.zookeeper." + key + ": cannot read " + file);
        }
        client.put(property, file);
    }

    /**
     * The same, as the user in a file with one line {@code user:password}.
     *
     * @throws IOException if the file cannot be read, or has another form
     */
    public ZooKeeperAccess as(Path file) throws IOException {
        String line;
        try {
            line = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IOException("cannot read the file with the user " + file + ": " + e.getMessage(), e);
        }
        if (line.indexOf(':') <= 0 || line.indexOf('\n') >= 0) {
            throw new IOException(file + " must hold one line user:password");
        }
        return new ZooKeeperAccess(line, client);
    }

    boolean secured() {
        return !digest.isEmpty();
    }

    ZKClientConfig config() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        client.forEach(config::setProperty);
        return config;
    }
}
