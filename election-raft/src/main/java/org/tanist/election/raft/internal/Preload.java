package org.tanist.election.raft.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that an election and a failover need before the first one happens: loading them then was measured to take
 * longer than all the rest. The list was recorded from real failovers, see {@code RaftBench} in the tests.
 */
final class Preload {
    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);
    private static final String LIST = "preload.txt";

    private Preload() {}

    static void run() {
        long begin = System.nanoTime();
        int loaded = 0;
        int missing = 0;
        ClassLoader loader = Preload.class.getClassLoader();
        try (InputStream list = Preload.class.getResourceAsStream(LIST)) {
            if (list == null) {
                return;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
            for (String name = lines.readLine(); name != null; name = lines.readLine()) {
                if (load(name, loader)) {
                    loaded++;
                } else {
                    missing++;
                }
            }
        } catch (IOException e) {
            LOG.debug("the list of classes cannot be read: {}", e.getMessage());
        }
        LOG.debug("{} classes loaded, {} missing, {} ms", loaded, missing, (System.nanoTime() - begin) / 1_000_000);
    }

    private static boolean load(String name, ClassLoader loader) {
        try {
            Class.forName(name, true, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // Another version of a library has other classes; the list is a hint only.
            return false;
        }
    }
}
