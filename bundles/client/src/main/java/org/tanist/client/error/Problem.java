package org.tanist.client.error;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tanist.client.json.Json;

/**
 * What a master answered instead of doing what was asked.
 *
 * @param status HTTP status; 0 if the client itself found the problem
 * @param code e.g. {@code not-found}, {@code no-active}
 * @param detail one line: what, which, and what to do
 * @param term newest term the answering master knew; 0 if unknown
 * @param active name of the active, null if there is none or it is unknown
 * @param body the whole answer, for members beyond these
 */
public record Problem(
        int status,
        String code,
        String detail,
        long term,
        @Nullable String active,
        Json body) {

    private static final int LONGEST_DETAIL = 300;

    /** A problem that the client found by itself. */
    public static Problem local(String code, String detail) {
        return new Problem(0, code, detail, 0, null, new Json(null));
    }

    /** Reads the body of an answer that is not a success; any body will do. */
    public static Problem of(int status, byte[] body) {
        Json json;
        try {
            json = Json.parse(body);
        } catch (IOException e) {
            return new Problem(status, guess(status), plain(status, body), 0, null, new Json(null));
        }
        String code = json.text("code");
        String detail = json.text("detail").isEmpty() ? json.text("title") : json.text("detail");
        return new Problem(
                status,
                code.isEmpty() ? guess(status) : code,
                detail.isEmpty() ? "HTTP status " + status : detail,
                json.number("term"),
                json.textOrNull("active"),
                json);
    }

    private static String plain(int status, byte[] body) {
        String text = new String(body, 0, Math.min(body.length, LONGEST_DETAIL), StandardCharsets.UTF_8).strip();
        return text.isEmpty() || text.startsWith("<") ? "HTTP status " + status : text;
    }

    /** Something between us and the master answered, without a code: go by the status. */
    private static String guess(int status) {
        return switch (status) {
            case 400 -> "invalid";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 409 -> "conflict";
            case 412 -> "precondition-failed";
            case 413 -> "too-large";
            case 502, 503 -> "no-active";
            case 504 -> "timeout";
            default -> "internal";
        };
    }
}
