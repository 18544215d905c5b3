/**
 * Finds masters through ZooKeeper. Optional: only who uses it needs ZooKeeper's client on the class path.
 *
 * <p>Threading: one cluster object is for one thread; its calls block.
 */
@NullMarked
package org.tanist.client.zookeeper;

import org.jspecify.annotations.NullMarked;
