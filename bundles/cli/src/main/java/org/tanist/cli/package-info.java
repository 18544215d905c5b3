/** The tanist command: its entry, its root command, and the table of its nouns. One process runs one command on one thread. */
@NullMarked
package org.tanist.cli;

import org.jspecify.annotations.NullMarked;
