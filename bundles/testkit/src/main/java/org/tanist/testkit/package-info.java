/**
 * Tools for testing what runs on Tanist: waiting, virtual time, seeds, a recording follower of a journal.
 *
 * <p>{@link org.tanist.testkit.contract} holds one suite for each SPI, {@link org.tanist.testkit.memory} providers that need neither
 * disk nor network, {@link org.tanist.testkit.fault} wrappers that fail on purpose. Nothing here is part of a running master.
 */
@NullMarked
package org.tanist.testkit;

import org.jspecify.annotations.NullMarked;
