package org.tanist.http.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** The headers of a request that have a meaning for the one who serves it in the end. */
final class KeptHeaders {
    private static final List<String> NAMES = List.of("Content-Type", "If-Match", "If-None-Match", "Accept");

    private KeptHeaders() {}

    static List<Header> of(HttpServletRequest request) {
        List<Header> kept = new ArrayList<>(NAMES.size());
        for (String name : NAMES) {
            String value = request.getHeader(name);
            if (value != null) {
                kept.add(new Header(name, value));
            }
        }
        return kept;
    }
}
