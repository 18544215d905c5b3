/** What every command needs: the global options, the masters to ask, the client, exit codes, failures as one line. */
@NullMarked
package org.tanist.cli.context;

import org.jspecify.annotations.NullMarked;
