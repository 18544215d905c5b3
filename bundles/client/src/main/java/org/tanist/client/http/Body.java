package org.tanist.client.http;

import java.io.IOException;
import java.io.OutputStream;

/** What goes after the head of a request and is too large to hold; may be asked for again, for another attempt. */
public interface Body {

    /** In bytes. */
    long length();

    /** Writes exactly that many bytes. */
    void writeTo(OutputStream out) throws IOException;
}
