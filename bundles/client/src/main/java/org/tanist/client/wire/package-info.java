/**
 * The objects of the HTTP API as records, with its field names.
 *
 * <p>Each reads itself from JSON; members that a newer master adds are ignored. Immutable.
 */
@NullMarked
package org.tanist.client.wire;

import org.jspecify.annotations.NullMarked;
