package org.tanist.registry;

import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

/**
 * Answers a {@code GET} without a key: a JSON array of keys and versions, sorted by key.
 *
 * <p>Parameters: {@code prefix}; {@code limit}, at most and by default {@value #MAX_LIMIT}; {@code after}, the last key of the page
 * before. Attributes: {@code more} says whether another page follows; {@code count} and {@code bytes} are totals of the whole
 * registry.
 */
final class Listing {
    /** Bounds the memory that one answer takes. */
    static final int MAX_LIMIT = 10_000;

    private Listing() {}

    static Reply of(Content content, Request request) {
        OptionalInt limit = limit(request.parameter("limit", Integer.toString(MAX_LIMIT)));
        if (limit.isEmpty()) {
            return Reply.failure(
                    Status.INVALID,
                    "limit '" + request.parameter("limit", "") + "' is not a number from 1 to " + MAX_LIMIT);
        }
        String prefix = request.parameter("prefix", "");
        Iterator<Map.Entry<String, Value>> keys = content.from(prefix, request.parameter("after", ""));
        StringBuilder json = new StringBuilder("[");
        boolean more = false;
        for (int listed = 0; keys.hasNext(); listed++) {
            Map.Entry<String, Value> next = keys.next();
            if (!next.getKey().startsWith(prefix)) {
                break;
            }
            if (listed == limit.getAsInt()) {
                more = true;
                break;
            }
            json.append(listed == 0 ? "" : ",").append("{\"key\":\"");
            appendEscaped(json, next.getKey());
            json.append("\",\"version\":").append(next.getValue().version()).append('}');
        }
        return Reply.ok(json.append(']').toString())
                .with("more", Boolean.toString(more))
                .with("count", Integer.toString(content.values().size()))
                .with("bytes", Long.toString(content.bytes()));
    }

    private static OptionalInt limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            return limit >= 1 ? OptionalInt.of(Math.min(limit, MAX_LIMIT)) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Keys have no control characters, so two characters are all that JSON wants escaped. */
    private static void appendEscaped(StringBuilder json, String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
    }
}
