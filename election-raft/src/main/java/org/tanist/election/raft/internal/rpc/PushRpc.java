package org.tanist.election.raft.internal.rpc;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;

/** The name under which Ratis finds {@link PushFactory}; made by reflection. */
public final class PushRpc implements RpcType {

    @Override
    public String name() {
        return PushRpc.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new PushFactory(parameters);
    }
}
