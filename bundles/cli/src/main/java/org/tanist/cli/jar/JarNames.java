package org.tanist.cli.jar;

import java.util.List;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.client.TanistClient;
import org.tanist.client.wire.Jar;

/** What people write for a jar: its id, the beginning of its id, or its name. */
final class JarNames {
    private static final String PREFIX = "sha256:";

    private JarNames() {}

    /**
     * The id that is meant.
     *
     * @throws Failure if there is none, or more than one
     */
    static String resolve(TanistClient client, String text, boolean stale) {
        if (text.matches(PREFIX + "[0-9a-f]{64}")) {
            return text;
        }
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        List<String> found = client.jars().list(stale).stream()
                .filter(jar -> jar.name().equals(text)
                        || (hex.length() >= 4 && jar.id().startsWith(PREFIX + hex)))
                .map(Jar::id)
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw found.isEmpty()
                ? new Failure(
                        ExitCode.NOT_FOUND, "there is no jar '" + text + "': 'tanist jar list' shows those there are")
                : new Failure(
                        ExitCode.USAGE,
                        "'" + text + "' may be any of " + String.join(", ", found) + ": write more of the id");
    }
}
