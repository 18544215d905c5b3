package org.tanist.master.internal.jarstore;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Security;

/**
 * Digests for jars. Native code makes 2 GB/s; the JDK's own is as fast only when C2 compiles it, and masters run with C1, which makes 80
 * to 150 MB/s of it. So the launcher adds a provider with native code, where there is one, and it is asked for by its name, to leave
 * alone what else the process takes from its security providers.
 */
final class Sha256 {
    private static final String ALGORITHM = "SHA-256";
    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    private Sha256() {}

    /** A fresh one: by native code, or else the JDK's. */
    static MessageDigest digest() {
        try {
            return Security.getProvider(NATIVE) == null
                    ? MessageDigest.getInstance(ALGORITHM)
                    : MessageDigest.getInstance(ALGORITHM, NATIVE);
        } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
