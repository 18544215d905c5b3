/**
 * A small HTTP/1.1 client on plain sockets: keep-alive, fixed and chunked bodies, streaming, time limits on every step.
 *
 * <p>Why not the JDK's: loading it costs a command 150 ms, it retries by itself on connections that broke (which hides from us
 * whether a command may have been sent), and one request takes several thread hand-offs. Here a request is one write and one read
 * on the calling thread, and a failure says how far it had come. A {@link org.tanist.client.http.Connection} belongs to one thread
 * at a time; {@link org.tanist.client.http.ConnectionPool} may be used by any.
 */
@NullMarked
package org.tanist.client.http;

import org.jspecify.annotations.NullMarked;
