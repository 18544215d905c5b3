/** The noun registry: the linearizable key-value store. */
@NullMarked
package org.tanist.cli.registry;

import org.jspecify.annotations.NullMarked;
