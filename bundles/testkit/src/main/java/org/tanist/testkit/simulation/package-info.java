/**
 * A deterministic world for code that blocks: processes whose threads take turns in virtual time, on a shared storage that lies,
 * delays, tears, forgets and cuts off as real ones do.
 *
 * <p>Only one thread of a {@link org.tanist.testkit.simulation.World} runs at any moment. It goes on until it calls the simulated
 * storage, or waits through the world; then the world's next event is due, which one of its seeded random numbers has chosen. So the
 * production code runs unchanged, each interleaving of calls to the storage can happen, and the same seed gives the same run.
 *
 * <p>The code under test must not block in any other way (no lock held during a call of the storage, no future waited for but through
 * {@link org.tanist.testkit.simulation.World#await}) and must take threads and time from what it is handed.
 */
@NullMarked
package org.tanist.testkit.simulation;

import org.jspecify.annotations.NullMarked;
