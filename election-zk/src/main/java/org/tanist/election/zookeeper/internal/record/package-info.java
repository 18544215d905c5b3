/**
 * What is kept in ZooKeeper, and where: the layout of the znodes and the form of their bytes.
 *
 * <p>Small records are lines of text, {@code key=value}, so that a person with {@code zkCli.sh} can read them; batches of the
 * journal are binary with a checksum. All types are immutable.
 */
@NullMarked
package org.tanist.election.zookeeper.internal.record;

import org.jspecify.annotations.NullMarked;
