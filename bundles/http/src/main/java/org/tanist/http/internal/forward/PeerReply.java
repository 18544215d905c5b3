package org.tanist.http.internal.forward;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tanist.http.internal.wire.Header;

/**
 * What another master answered.
 *
 * @param status HTTP status
 * @param headers in order
 * @param body whole; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Replies are compared nowhere.
public record PeerReply(int status, List<Header> headers, byte[] body) {

    /** The first value of a header, in any case of its letters; null if it is not there. */
    public @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }
}
