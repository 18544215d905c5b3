package org.tanist.election.zookeeper.internal.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Endpoint;

/** ZooKeeper's client asks from its own thread, which is this one here. */
class ServersTest {
    private static final long NO_PAUSE = 0;

    private final Servers servers = new Servers(
            List.of(new Endpoint("127.0.0.1", 2181), new Endpoint("127.0.0.2", 2181), new Endpoint("::1", 2181)));

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    @Test
    void eachServerHasItsTurn() {
        List<InetSocketAddress> round = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            round.add(servers.next(NO_PAUSE));
        }
        assertThat(round).doesNotHaveDuplicates().noneMatch(InetSocketAddress::isUnresolved);
        assertThat(servers.next(NO_PAUSE)).isEqualTo(round.get(0));
    }

    @Test
    void onlyASessionThatWasConnectedSkipsTheSleepBeforeItConnectsAgain() {
        servers.next(NO_PAUSE);
        servers.next(NO_PAUSE);
        assertThat(Thread.interrupted())
                .as("the first connecting must not be disturbed")
                .isFalse();
        servers.onConnected();
        servers.next(NO_PAUSE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aNameWithoutAnAddressIsLeftToTheAttemptToConnect() {
        Servers unknown = new Servers(List.of(new Endpoint("no-such-host.invalid", 2181)));
        assertThat(unknown.next(NO_PAUSE).isUnresolved()).isTrue();
    }
}
