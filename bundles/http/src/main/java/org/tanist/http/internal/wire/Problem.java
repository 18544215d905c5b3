package org.tanist.http.internal.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.ErrorCode;
import org.tanist.control.ClusterControl;
import org.tanist.control.Route;

/** Failures as {@code application/problem+json} (RFC 9457): the one place where they are written. */
public final class Problem {
    /** Media type. */
    public static final String TYPE = "application/problem+json";
    /** Header with the code, so that a forwarding master need not read the body. */
    public static final String CODE_HEADER = "Tanist-Code";

    private Problem() {}

    /** A failure with its own status. */
    public static Answer of(ErrorCode code, String detail, ClusterControl control) {
        return of(code, code.httpStatus(), detail, control);
    }

    /** A failure with another status than the code's own. */
    public static Answer of(ErrorCode code, int status, String detail, ClusterControl control) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", title(status));
        fields.put("status", status);
        fields.put("code", code.wire());
        fields.put("detail", detail);
        fields.put("term", control.stamp().term());
        fields.put("active", activeName(control));
        Answer answer =
                new Answer(status, TYPE, List.of(new Header(CODE_HEADER, code.wire())), Json.bytes(fields), false);
        return status == 503 ? answer.with("Retry-After", "1") : answer;
    }

    /** Name of the active as this master knows it. */
    public static @Nullable String activeName(ClusterControl control) {
        Route route = control.route();
        if (route instanceof Route.There there) {
            return there.name();
        }
        return route instanceof Route.Here ? control.stamp().master() : null;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
