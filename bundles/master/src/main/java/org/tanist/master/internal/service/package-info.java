/**
 * Hosts the master services: feeds them the journal's entries, remembers which commands were applied, freezes and restores their
 * state, and switches their effects on and off.
 *
 * <p>Threading: {@link org.tanist.master.internal.service.ServiceHost} is fed by the journal's one delivery thread; services come and
 * go on OSGi's threads; both meet under the host's lock. Everything that is read for answers is wait-free.
 */
@NullMarked
package org.tanist.master.internal.service;

import org.jspecify.annotations.NullMarked;
