package org.tanist.election.zookeeper.internal.ensemble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.data.ACL;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;

/**
 * The settings below {@code tanist.election.zookeeper}.
 *
 * @param connect where
 * @param session the session time-out to ask for
 * @param digest {@code user:password} for ZooKeeper's digest scheme; empty for none
 * @param client what ZooKeeper's own client is told, for TLS above all
 */
public record Settings(ConnectString connect, Duration session, String digest, ZKClientConfig client) {
    private static final String PREFIX = "tanist.election.zookeeper.";
    private static final String AUTH_FILE = "auth-file";
    private static final String DEFAULT_SESSION = "4s";
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1000.0, "m", 60_000.0);

    /**
     * Reads the flat keys.
     *
     * @throws TanistException if one of them is wrong
     */
    public static Settings of(Map<String, String> keys) {
        ConnectString connect = ConnectString.parse(keys.getOrDefault("connect", ""));
        Duration session = duration(keys.getOrDefault("session-timeout", DEFAULT_SESSION));
        return new Settings(connect, session, digest(keys.getOrDefault(AUTH_FILE, "")), client(keys));
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.trim());
        if (!matcher.matches()) {
            throw wrong("session-timeout", "'" + text + "' is not a duration such as 4s");
        }
        double unit = MILLIS.getOrDefault(matcher.group(2), 1.0);
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    private static String digest(String file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            String text =
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).trim();
            if (text.indexOf(':') <= 0 || text.indexOf('\n') >= 0) {
                throw wrong(AUTH_FILE, file + " must hold one line user:password");
            }
            return text;
        } catch (IOException e) {
            throw wrong(AUTH_FILE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static ZKClientConfig client(Map<String, String> keys) {
        ZKClientConfig client = new ZKClientConfig();
        client.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        if (!Boolean.parseBoolean(keys.getOrDefault("tls.enable", "false"))) {
            return client;
        }
        client.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
        client.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
        file(client, keys, "tls.truststore", "zookeeper.ssl.trustStore.location");
        file(client, keys, "tls.truststore-password-file", "zookeeper.ssl.trustStore.passwordPath");
        file(client, keys, "tls.keystore", "zookeeper.ssl.keyStore.location");
        file(client, keys, "tls.keystore-password-file", "zookeeper.ssl.keyStore.passwordPath");
        tryStores(client);
        return client;
    }

    private static void tryStores(ZKClientConfig client) {
        try (ClientX509Util tls = new ClientX509Util()) {
            tls.createSSLContext(client);
        } catch (X509Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw wrong(
                    "tls",
                    "a store cannot be opened: " + root.getMessage()
                            + ": check tls.truststore, tls.keystore and the files with their passwords");
        }
    }

    private static void file(ZKClientConfig client, Map<String, String> keys, String key, String property) {
        String file = keys.getOrDefault(key, "");
        if (file.isEmpty()) {
            return;
        }
        if (!Files.isReadable(Path.of(file))) {
            throw wrong(key, "cannot read " + file);
        }
        client.setProperty(property, file);
    }

    private static TanistException wrong(String key, String why) {
        return new TanistException(ErrorCode.INVALID, PREFIX + key + ": " + why);
    }

    /** Who may do what with the cluster's znodes: the owner of the digest everything, or everybody if there is none. */
    public List<ACL> rights() {
        return digest.isEmpty() ? ZooDefs.Ids.OPEN_ACL_UNSAFE : ZooDefs.Ids.CREATOR_ALL_ACL;
    }

    /** The same, with leave for everybody to read: for what clients look up. */
    public List<ACL> readable() {
        return digest.isEmpty()
                ? ZooDefs.Ids.OPEN_ACL_UNSAFE
                : List.of(ZooDefs.Ids.CREATOR_ALL_ACL.get(0), ZooDefs.Ids.READ_ACL_UNSAFE.get(0));
    }
}
