/**
 * Workers without processes: each keeps the protocol of a real one, over real HTTP and with the client that real ones use, and says of
 * whatever it is told to run that it runs. So a thousand of them fit on one host, and what they cost the masters is what a thousand
 * real ones cost.
 *
 * <p>One thread for each worker, {@code tanist-simulated-<name>}, mostly in a heartbeat whose answer is held.
 */
@NullMarked
package org.tanist.cli.bench.fleet;

import org.jspecify.annotations.NullMarked;
