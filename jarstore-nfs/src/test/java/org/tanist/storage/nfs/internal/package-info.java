/** Tests of the storage on a shared directory. */
@NullMarked
package org.tanist.storage.nfs.internal;

import org.jspecify.annotations.NullMarked;
