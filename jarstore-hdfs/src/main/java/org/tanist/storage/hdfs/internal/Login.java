package org.tanist.storage.hdfs.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;

/** Who this master is to HDFS: a name that is believed, or a Kerberos principal that proves itself by its keytab. */
final class Login {
    private static final String SECTION = "tanist.jarstore.";
    private static final String AUTHENTICATION = "hadoop.security.authentication";
    static final String USER = "hadoop.user";
    static final String PRINCIPAL = "hadoop.principal";
    static final String KEYTAB = "hadoop.keytab";

    private Login() {}

    /**
     * Logs in. A ticket is renewed by Hadoop, from the same keytab, when it is about to expire.
     *
     * @param settings the keys without their section
     * @param fallback the name if none is configured
     * @throws IOException if the keytab is missing, unreadable or not accepted, or Kerberos is wanted and not configured
     */
    static UserGroupInformation in(Configuration configuration, Map<String, String> settings, String fallback)
            throws IOException {
        String principal = settings.getOrDefault(PRINCIPAL, "");
        String keytab = settings.getOrDefault(KEYTAB, "");
        if (!principal.isEmpty() || !keytab.isEmpty()) {
            return byKeytab(configuration, principal, keytab);
        }
        if (secure(configuration)) {
            throw new IOException("core-site.xml wants Kerberos (hadoop.security.authentication): set " + SECTION
                    + PRINCIPAL + " and " + SECTION + KEYTAB);
        }
        UserGroupInformation.setConfiguration(configuration);
        String user = settings.getOrDefault(USER, "");
        return UserGroupInformation.createRemoteUser(user.isEmpty() ? fallback : user);
    }

    private static UserGroupInformation byKeytab(Configuration configuration, String principal, String keytab)
            throws IOException {
        if (principal.isEmpty() || keytab.isEmpty()) {
            throw new IOException(SECTION + (principal.isEmpty() ? PRINCIPAL : KEYTAB)
                    + " is not set: Kerberos needs both a principal and its keytab");
        }
        if (!secure(configuration)) {
            throw new IOException(SECTION + PRINCIPAL + " is set, but hadoop.security.authentication is not 'kerberos'"
                    + " in core-site.xml of " + SECTION + "hadoop.conf-dir (or HADOOP_CONF_DIR): "
                    + "it is '" + configuration.get(AUTHENTICATION, "simple") + "'");
        }
        Path file = Path.of(keytab);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IOException(SECTION + KEYTAB + ": '" + keytab + "' "
                    + (Files.isRegularFile(file)
                            ? "cannot be read by user " + System.getProperty("user.name")
                            : "is no file"));
        }
        String mine = SecurityUtil.getServerPrincipal(
                principal, InetAddress.getLocalHost().getCanonicalHostName());
        try {
            UserGroupInformation.setConfiguration(configuration);
            UserGroupInformation.loginUserFromKeytab(mine, keytab);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "Kerberos does not accept " + mine + " with keytab '" + keytab + "': " + Causes.line(deepest(e))
                            + " (look at klist -kt, krb5.conf and the clock)",
                    e);
        }
        return UserGroupInformation.getLoginUser();
    }

    private static boolean secure(Configuration configuration) {
        return configuration.getTrimmed(AUTHENTICATION, "simple").equalsIgnoreCase("kerberos");
    }

    private static Throwable deepest(Throwable failure) {
        Throwable one = failure;
        for (Throwable next = one.getCause(); next != null; next = one.getCause()) {
            one = next;
        }
        return one;
    }
}
