/**
 * What can go wrong, one class per kind that a caller may want to treat on its own, made from the API's problem documents.
 *
 * <p>All are unchecked and immutable. {@link org.tanist.client.error.ClientException#code} is the API's {@code code}.
 */
@NullMarked
package org.tanist.client.error;

import org.jspecify.annotations.NullMarked;
