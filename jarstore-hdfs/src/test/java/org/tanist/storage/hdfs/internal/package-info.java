/** Tests of the storage on HDFS, against real servers. */
@NullMarked
package org.tanist.storage.hdfs.internal;

import org.jspecify.annotations.NullMarked;
