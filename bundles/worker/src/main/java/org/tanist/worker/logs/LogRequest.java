package org.tanist.worker.logs;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is asked for.
 *
 * @param application its name
 * @param instance its number
 * @param tail how many lines from the end
 * @param follow whether to go on with what comes
 * @param incarnation the run; empty for the newest
 */
record LogRequest(String application, int instance, int tail, boolean follow, OptionalLong incarnation) {

    private static final int DEFAULT_TAIL = 200;
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException with a message for the caller
     */
    static LogRequest of(URI uri) {
        String[] path = uri.getPath().split("/", -1);
        if (path.length != 4 || !path[2].matches(NAME) || !path[3].matches("\\d{1,6}")) {
            throw new IllegalArgumentException("ask for /logs/APPLICATION/NUMBER");
        }
        Map<String, String> query = query(uri);
        String tail = query.getOrDefault("tail", Integer.toString(DEFAULT_TAIL));
        String incarnation = query.get("incarnation");
        if (!tail.matches("\\d{1,6}") || (incarnation != null && !incarnation.matches("\\d{1,18}"))) {
            throw new IllegalArgumentException("tail and incarnation are whole numbers");
        }
        return new LogRequest(
                path[2],
                Integer.parseInt(path[3]),
                Integer.parseInt(tail),
                "true".equals(query.get("follow")),
                incarnation == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(incarnation)));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        String raw = uri.getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
