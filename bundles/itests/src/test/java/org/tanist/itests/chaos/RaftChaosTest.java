package org.tanist.itests.chaos;

import java.util.List;
import org.tanist.itests.harness.ClusterProcess;

/** Chaos on Raft. */
class RaftChaosTest extends ChaosSuite {
    @Override
    ClusterProcess masters() {
        return ClusterProcess.of(3);
    }

    @Override
    List<Fault> ownFaults() {
        return List.of();
    }

    @Override
    void stopOthers() {}
}
