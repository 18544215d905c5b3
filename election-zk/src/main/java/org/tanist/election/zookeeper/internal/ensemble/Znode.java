package org.tanist.election.zookeeper.internal.ensemble;

import org.apache.zookeeper.data.Stat;

/**
 * A znode as it was read.
 *
 * @param data its bytes; not copied, must not be changed
 * @param version how often the bytes were changed
 * @param owner the session whose end removes it; 0 if none
 * @param created the transaction that made it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere; read once.
public record Znode(byte[] data, int version, long owner, long created) {

    static Znode of(byte[] data, Stat stat) {
        return new Znode(
                data == null ? new byte[0] : data, stat.getVersion(), stat.getEphemeralOwner(), stat.getCzxid());
    }
}
