/** haadmin: the flags of the tools that people come from, on top of the same API. */
@NullMarked
package org.tanist.cli.haadmin;

import org.jspecify.annotations.NullMarked;
