package org.tanist.client.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer, read to its end.
 *
 * @param from who answered
 * @param status HTTP status
 * @param headers by lower-case name
 * @param body empty if there is none
 */
public record HttpAnswer(Address from, int status, Map<String, String> headers, byte[] body) {

    /** A header by name in any case; null if it is missing. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Whether the status is 2xx. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
