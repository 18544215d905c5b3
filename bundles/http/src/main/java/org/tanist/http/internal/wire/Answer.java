package org.tanist.http.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gets.
 *
 * @param status HTTP status
 * @param contentType null when there is no body
 * @param headers further ones, besides those that every answer has
 * @param body not copied
 * @param relayed whether another master gave it, and its headers already say who that was
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are compared nowhere.
public record Answer(int status, @Nullable String contentType, List<Header> headers, byte[] body, boolean relayed) {
    /** Media type of raw values. */
    public static final String BYTES = "application/octet-stream";
    /** Media type of objects. */
    public static final String JSON = "application/json";
    /** Media type of texts. */
    public static final String TEXT = "text/plain; charset=utf-8";

    private static final byte[] NOTHING = {};

    /** Only a status. */
    public static Answer empty(int status) {
        return new Answer(status, null, List.of(), NOTHING, false);
    }

    /** A line of text. */
    public static Answer text(int status, String text) {
        return new Answer(status, TEXT, List.of(), (text + "\n").getBytes(StandardCharsets.UTF_8), false);
    }

    /** An object as JSON. */
    public static Answer json(int status, Object value) {
        return new Answer(status, JSON, List.of(), Json.bytes(value), false);
    }

    /** Bytes of a media type. */
    public static Answer bytes(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, List.of(), body, false);
    }

    /** The same with one more header. */
    public Answer with(String name, String value) {
        List<Header> more = new java.util.ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, contentType, more, body, relayed);
    }
}
