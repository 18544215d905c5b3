/**
 * Carries out what comes through the door: commands, reads, transitions, orders about members. Everything returns stages; nothing
 * here blocks its caller.
 */
@NullMarked
package org.tanist.master.internal.control;

import org.jspecify.annotations.NullMarked;
