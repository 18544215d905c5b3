/**
 * A load generator for HTTP/1.1 that takes little of the machine it shares with what it measures: non-blocking sockets on a few
 * threads ({@code tanist-load-N}), requests built beforehand as far as possible, answers parsed only as far as needed.
 *
 * <p>Closed loop: each connection sends its next request when the answer to the last one has come.
 */
@NullMarked
package org.tanist.cli.bench.load;

import org.jspecify.annotations.NullMarked;
