package org.tanist.cli.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a person sits at the other end. {@code System.console()} cannot tell: from Java 22 on it is there without a terminal,
 * too, and a script would wait for an answer that nobody gives.
 */
public final class Terminal {

    private Terminal() {}

    /** Whether stdin is a terminal. */
    public static boolean input() {
        return terminal(0);
    }

    /** Whether stdout is a terminal. */
    public static boolean output() {
        return terminal(1);
    }

    /** Whether stderr is a terminal. */
    public static boolean messages() {
        return terminal(2);
    }

    private static boolean terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
