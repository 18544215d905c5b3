package org.tanist.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A master service's answer.
 *
 * @param status how it went
 * @param attributes small facts about it, e.g. {@code version}; shown as headers and in events
 * @param body raw bytes, or for a failure one line of UTF-8 text; not copied, must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Replies are compared nowhere.
public record Reply(Status status, Map<String, String> attributes, byte[] body) {
    private static final byte[] NOTHING = {};

    /** Copies the map. */
    public Reply {
        attributes = Map.copyOf(attributes);
    }

    /** How a request went; each has an HTTP status. */
    public enum Status {
        /** Done, with a body. */
        OK(200),
        /** Done, made something new. */
        CREATED(201),
        /** Done, nothing to say. */
        DONE(204),
        /** The request is wrong. */
        INVALID(400),
        /** No such thing. */
        NOT_FOUND(404),
        /** No such method here. */
        NOT_ALLOWED(405),
        /** The state does not allow it. */
        CONFLICT(409),
        /** The expected version is not the present one. */
        PRECONDITION_FAILED(412),
        /** Too large. */
        TOO_LARGE(413),
        /** The service failed and is quarantined. */
        FAILED(500);

        private final int http;

        Status(int http) {
            this.http = http;
        }

        /** The HTTP status that goes with it. */
        public int http() {
            return http;
        }
    }

    /** Done, with a body. */
    public static Reply ok(byte[] body) {
        return new Reply(Status.OK, Map.of(), body);
    }

    /** Done, with a text. */
    public static Reply ok(String text) {
        return ok(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Done, nothing to say. */
    public static Reply done() {
        return new Reply(Status.DONE, Map.of(), NOTHING);
    }

    /** A failure with one line that says what, which and what to do. */
    public static Reply failure(Status status, String detail) {
        return new Reply(status, Map.of(), detail.getBytes(StandardCharsets.UTF_8));
    }

    /** The same reply with one more attribute. */
    public Reply with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(attributes);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    /** Whether the request took effect or was answered. */
    public boolean succeeded() {
        return status.http() < 300;
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
