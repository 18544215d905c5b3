package org.tanist.testkit.mutants;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tanist.journal.Snapshot;
import org.tanist.service.ActiveContext;
import org.tanist.service.Command;
import org.tanist.service.MasterService;
import org.tanist.service.Reply;
import org.tanist.service.Request;
import org.tanist.testkit.contract.MasterServiceContract;

/** A sound counter passes {@link MasterServiceContract}; broken ones are caught. */
final class MasterServiceContractBitesTest {

    /** Counts commands. */
    static class Counter implements MasterService {
        long value;

        @Override
        public synchronized Reply apply(Command command) {
            value++;
            return Reply.ok(Long.toString(value));
        }

        @Override
        public synchronized Reply query(Request request) {
            return Reply.ok(Long.toString(value));
        }

        @Override
        public synchronized Snapshot.Source snapshot() {
            long frozen = value;
            return out -> new DataOutputStream(out).writeLong(frozen);
        }

        @Override
        public synchronized void restore(InputStream in) throws IOException {
            byte[] all = in.readAllBytes();
            value = all.length == 0 ? 0 : new DataInputStream(new ByteArrayInputStream(all)).readLong();
        }

        @Override
        public AutoCloseable activate(ActiveContext context) {
            return () -> {};
        }
    }

    abstract static class CounterContract extends MasterServiceContract {
        @Override
        protected Request command(Random random) {
            return Request.of("POST", "up" + random.nextInt(3));
        }

        @Override
        protected List<Request> queries() {
            return List.of(Request.of("GET", ""));
        }
    }

    @Test
    void commandThatDependsOnMoreThanTheJournalIsCaught() {
        Bites.assertCaught(CountsForTheWholeProcess.class, "replicasFedTheSameCommandsAnswerAndSnapshotTheSame");
    }

    static final class CountsForTheWholeProcess extends CounterContract {
        private final AtomicLong shared = new AtomicLong();

        @Override
        protected MasterService create() {
            return new Counter() {
                @Override
                public synchronized Reply apply(Command command) {
                    value = shared.incrementAndGet();
                    return Reply.ok(Long.toString(value));
                }
            };
        }
    }

    @Test
    void snapshotThatMovesOnIsCaught() {
        Bites.assertCaught(SnapshotsLater.class, "snapshotIsFrozenAndMayBeWrittenTwice");
    }

    static final class SnapshotsLater extends CounterContract {
        @Override
        protected MasterService create() {
            return new Counter() {
                @Override
                public synchronized Snapshot.Source snapshot() {
                    return out -> new DataOutputStream(out).writeLong(value);
                }
            };
        }
    }

    @Test
    void restoreThatKeepsTheOldStateIsCaught() {
        Bites.assertCaught(AddsOnRestore.class, "restoredReplicaGoesOnLikeTheOriginal");
    }

    static final class AddsOnRestore extends CounterContract {
        @Override
        protected MasterService create() {
            return new Counter() {
                @Override
                public synchronized void restore(InputStream in) throws IOException {
                    long before = value;
                    super.restore(in);
                    value += before;
                }
            };
        }
    }

    @Test
    void queryThatWritesIsCaught() {
        Bites.assertCaught(CountsQueries.class, "queriesLeaveTheStateAlone");
    }

    static final class CountsQueries extends CounterContract {
        @Override
        protected MasterService create() {
            return new Counter() {
                @Override
                public synchronized Reply query(Request request) {
                    value++;
                    return Reply.ok("");
                }
            };
        }
    }

    @Test
    void serviceThatThrowsIsCaught() {
        Bites.assertCaught(Fussy.class, "commandsThatNoOneWouldSendAreAnsweredAndNotThrownBack");
    }

    static final class Fussy extends CounterContract {
        @Override
        protected MasterService create() {
            return new Counter() {
                @Override
                public synchronized Reply apply(Command command) {
                    if (command.request().method().isEmpty()) {
                        throw new IllegalArgumentException("no method");
                    }
                    return super.apply(command);
                }
            };
        }
    }
}
