package org.tanist.testkit.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.journal.EntryConsumer;
import org.tanist.journal.Journal;
import org.tanist.journal.JournalWriter;
import org.tanist.journal.Snapshot;
import org.tanist.testkit.contract.ElectedJournals;
import org.tanist.testkit.contract.JournalCluster;
import org.tanist.testkit.contract.JournalContract;

/** Broken journals are caught by {@link JournalContract}. */
final class JournalContractBitesTest {

    abstract static class Mutant extends JournalContract {
        private final UnaryOperator<Journal> mutation;

        Mutant(UnaryOperator<Journal> mutation) {
            this.mutation = mutation;
        }

        @Override
        protected JournalCluster createCluster(Path directory, int size) {
            return new ElectedJournals(MutantClusters.ofJournals(mutation), directory, size);
        }
    }

    @Test
    void acknowledgementWithoutAnEntryIsCaught() {
        Bites.assertCaught(AcknowledgesTooSoon.class, "newerTermFencesAnOlderWriterForGood");
        Bites.assertCaught(AcknowledgesTooSoon.class, "appendedEntriesAreDeliveredToEveryMasterInOrderFromIndexOne");
    }

    static final class AcknowledgesTooSoon extends Mutant {
        AcknowledgesTooSoon() {
            super(sound -> new JournalDelegate(sound) {
                @Override
                public JournalWriter open(Term term) throws IOException {
                    return new Writer(super.open(term)) {
                        @Override
                        public CompletionStage<Position> append(List<Entry> batch) {
                            return CompletableFuture.completedFuture(
                                    new Position(term, start().index() + batch.size()));
                        }
                    };
                }
            });
        }
    }

    @Test
    void appendUnderAnOlderTermIsCaught() {
        Bites.assertCaught(WritesUnderTheNewestTerm.class, "newerTermFencesAnOlderWriterForGood");
    }

    /** All writers share the newest right to write, whichever term they were opened for: nothing is fenced. */
    static final class WritesUnderTheNewestTerm extends JournalContract {
        private JournalWriter newest;

        @Override
        protected JournalCluster createCluster(Path directory, int size) {
            return new ElectedJournals(
                    MutantClusters.ofJournals(sound -> new JournalDelegate(sound) {
                        @Override
                        public JournalWriter open(Term term) throws IOException {
                            newest = super.open(term);
                            return new Writer(newest) {
                                @Override
                                public CompletionStage<Position> append(List<Entry> batch) {
                                    return newest.append(batch);
                                }
                            };
                        }
                    }),
                    directory,
                    size);
        }
    }

    @Test
    void readWithoutABarrierIsCaught() {
        Bites.assertCaught(ConfirmsBlindly.class, "fencedWriterCannotConfirmARead");
    }

    static final class ConfirmsBlindly extends Mutant {
        ConfirmsBlindly() {
            super(sound -> new JournalDelegate(sound) {
                @Override
                public JournalWriter open(Term term) throws IOException {
                    return new Writer(super.open(term)) {
                        @Override
                        public CompletionStage<Position> confirm() {
                            return CompletableFuture.completedFuture(sound.start());
                        }
                    };
                }
            });
        }
    }

    @Test
    void entryDeliveredTwiceIsCaught() {
        Bites.assertCaught(Stutters.class, "appendedEntriesAreDeliveredToEveryMasterInOrderFromIndexOne");
    }

    static final class Stutters extends Mutant {
        Stutters() {
            super(sound -> consumedBy(sound, (consumer, position, entry) -> {
                consumer.apply(position, entry);
                if (position.index() % 7 == 0) {
                    consumer.apply(position, entry);
                }
            }));
        }
    }

    @Test
    void lostEntryIsCaught() {
        Bites.assertCaught(Forgets.class, "restartedMasterIsGivenEverythingAgain");
    }

    static final class Forgets extends Mutant {
        Forgets() {
            super(sound -> consumedBy(sound, (consumer, position, entry) -> {
                if (position.index() != 13) {
                    consumer.apply(position, entry);
                }
            }));
        }
    }

    @Test
    void lostCheckpointIsCaught() {
        Bites.assertCaught(KeepsNoCheckpoint.class, "restartAfterACheckpointGivesTheSnapshotAndWhatFollows");
    }

    static final class KeepsNoCheckpoint extends Mutant {
        KeepsNoCheckpoint() {
            super(sound -> new JournalDelegate(sound) {
                @Override
                public void checkpoint(Snapshot snapshot) {}
            });
        }
    }

    /** How a broken journal hands an entry on. */
    private interface Delivery {
        void deliver(EntryConsumer consumer, Position position, Entry entry);
    }

    private static Journal consumedBy(Journal sound, Delivery delivery) {
        return new JournalDelegate(sound) {
            @Override
            public void follow(EntryConsumer consumer) {
                super.follow(new EntryConsumer() {
                    @Override
                    public void apply(Position position, Entry entry) {
                        delivery.deliver(consumer, position, entry);
                    }

                    @Override
                    public void restore(Position position, InputStream snapshot) throws IOException {
                        consumer.restore(position, snapshot);
                    }
                });
            }
        };
    }
}
