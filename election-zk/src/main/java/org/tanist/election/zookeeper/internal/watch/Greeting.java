package org.tanist.election.zookeeper.internal.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.tanist.cluster.ClusterId;
import org.tanist.cluster.MasterId;

/** What both sides say first: one line with the cluster and the master. */
final class Greeting {
    private static final String WORD = "TANIST";
    private static final int LONGEST = 128;

    private Greeting() {}

    static void say(OutputStream out, ClusterId cluster, MasterId self) throws IOException {
        out.write((WORD + " " + cluster + " " + self + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * Who greets.
     *
     * @throws IOException at the end of the connection, or if it is no master of this cluster
     */
    static MasterId hear(InputStream in, ClusterId cluster) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended before a greeting");
            }
            if (line.size() == LONGEST) {
                throw new StrangerException("it does not greet as a master does");
            }
            line.write(c);
        }
        String[] words = line.toString(StandardCharsets.US_ASCII).split(" ", -1);
        if (words.length != 3 || !words[0].equals(WORD) || !words[1].equals(cluster.toString())) {
            throw new StrangerException("it is no master of this cluster");
        }
        try {
            return MasterId.of(words[2]);
        } catch (IllegalArgumentException e) {
            throw new StrangerException("it does not say which master it is");
        }
    }

    /** Somebody answers, but not a master of this cluster. */
    static final class StrangerException extends IOException {
        private static final long serialVersionUID = 1L;

        StrangerException(String message) {
            super(message);
        }
    }
}
