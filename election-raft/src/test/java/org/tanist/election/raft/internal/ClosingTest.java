package org.tanist.election.raft.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a server that waits for itself in its own closing thread, as Ratis' log does now and then; the real one cannot be made to. */
class ClosingTest {
    private final RaftPeerId id = RaftPeerId.valueOf("stuck");
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private RaftServer server() {
        return (RaftServer) Proxy.newProxyInstance(
                ClosingTest.class.getClassLoader(), new Class<?>[] {RaftServer.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "getId" -> {
                            return id;
                        }
                        case "close" -> {
                            Thread closer = new Thread(this::waitForItself, id + "-impl-thread1");
                            closer.start();
                            closer.join();
                            return null;
                        }
                        default -> throw new AssertionError(method + " is not asked for");
                    }
                });
    }

    private void waitForItself() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    @Test
    @Timeout(20)
    void aServerThatWaitsForItselfIsClosedByAnInterrupt() {
        new Closing(server(), Duration.ofSeconds(1)).run();
        assertThat(interrupted.getCount()).isZero();
    }
}
