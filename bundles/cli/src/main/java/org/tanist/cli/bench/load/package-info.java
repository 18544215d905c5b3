/**
 * A load generator that takes little of the machine it shares with what it measures: non-blocking sockets on a few
 * threads ({@code tanist-load-N}), requests built beforehand as far as possible, answers parsed only as far as needed. What is spoken is a {@link
 * org.tanist.cli.bench.load.Dialogue}; HTTP/1.1 is here.
 *
 * <p>Closed loop: each connection sends its next request when the answer to the last one has come.
 */
@NullMarked
package org.tanist.cli.bench.load;

import org.jspecify.annotations.NullMarked;
