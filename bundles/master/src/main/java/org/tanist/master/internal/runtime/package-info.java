/**
 * Where the master meets the real world: the OSGi component, clocks and threads. Everything is put together here and handed what it
 * needs; nothing else in the bundle reads a clock, makes a thread or knows of OSGi.
 */
@NullMarked
package org.tanist.master.internal.runtime;

import org.jspecify.annotations.NullMarked;
