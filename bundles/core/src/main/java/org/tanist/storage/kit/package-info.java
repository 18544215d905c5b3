/**
 * For providers of a storage: what is the same wherever the bytes lie.
 *
 * <p>{@link org.tanist.storage.kit.OneChanceAppender} keeps the promise that an appender which failed once stays failed;
 * {@link org.tanist.storage.kit.FileAppender} is that for a file of the operating system; {@link org.tanist.storage.kit.PathNames} says
 * which names a storage takes.
 *
 * <p>There are no threads and no clock here; the appenders are for one thread at a time, as the SPI says.
 */
@NullMarked
package org.tanist.storage.kit;

import org.jspecify.annotations.NullMarked;
