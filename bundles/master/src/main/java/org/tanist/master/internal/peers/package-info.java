/**
 * What the masters tell each other besides electing: each asks every other for its own report, again and again, so that every master
 * can show all of them. Nothing here decides who leads.
 */
@NullMarked
package org.tanist.master.internal.peers;

import org.jspecify.annotations.NullMarked;
