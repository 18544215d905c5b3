/**
 * One abstract test class for each SPI: what the Javadoc of the SPI promises, tried on whatever provider a small subclass names.
 *
 * <pre>{@code
 * final class RaftElectionContractTest extends ElectionContract {
 *   protected ElectionProvider provider() { return number -> new RaftElection(); }
 * }
 * final class RaftJournalContractTest extends JournalContract {
 *   protected JournalCluster createCluster(Path directory, int size) {
 *     return new ElectedJournals(number -> new RaftElection(), directory, size);
 *   }
 * }
 * }</pre>
 *
 * <p>A provider says what it cannot do (isolate a master, say) through the capability methods; the tests that need it are then skipped,
 * visibly. Timings are never asserted: every wait has one generous limit.
 *
 * <p>Threading: a suite runs its tests on one thread; the clusters may be asked from any.
 */
@NullMarked
package org.tanist.testkit.contract;

import org.jspecify.annotations.NullMarked;
