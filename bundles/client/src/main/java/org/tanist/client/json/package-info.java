/**
 * JSON as a tree, read with Jackson's streaming parser alone.
 *
 * <p>Data binding by reflection costs a command line about a quarter of a second at each start; the client's dozen wire records
 * read themselves from a {@link org.tanist.client.json.Json} instead. Immutable, so any thread may use it.
 */
@NullMarked
package org.tanist.client.json;

import org.jspecify.annotations.NullMarked;
