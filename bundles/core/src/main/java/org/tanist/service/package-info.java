/**
 * Making your own service highly available: the SPI for plugins.
 *
 * <p>Register an OSGi service of type {@link org.tanist.service.MasterService} with the property
 * {@value org.tanist.service.MasterService#NAME}, put the bundle into {@code plugins/} of every master, and Tanist replicates its
 * commands, replays them everywhere, and runs its effects on the active only.
 *
 * <pre>{@code
 * @Component(property = "tanist.service=counter")
 * public final class Counter implements MasterService {
 *   private long value;
 *   public synchronized Reply apply(Command command) { return Reply.ok(Long.toString(++value)); }   // every master, in order
 *   public synchronized Reply query(Request request) { return Reply.ok(Long.toString(value)); }
 *   public synchronized Snapshot.Source snapshot()   { long frozen = value; return out -> new DataOutputStream(out).writeLong(frozen); }
 *   public synchronized void restore(InputStream in) throws IOException { value = new DataInputStream(in).readLong(); }
 *   public AutoCloseable activate(ActiveContext context) { return () -> {}; }                        // only on the active
 * }
 * }</pre>
 *
 * <h2>Duties</h2>
 *
 * <ul>
 *   <li>{@code apply} is deterministic: no clock, no randomness, no I/O, nothing but the command and the state.
 *   <li>Effects outside the process belong to {@code activate}, carry {@link org.tanist.service.ActiveContext#term}, and end when
 *       the returned object is closed.
 *   <li>A service that throws is quarantined on that master and shown to operators; the others go on.
 * </ul>
 *
 * <p>Threading: {@code apply}, {@code snapshot} and {@code restore} come from one thread; {@code query} from any; {@code activate} and
 * its {@code close} from another one.
 */
@NullMarked
package org.tanist.service;

import org.jspecify.annotations.NullMarked;
