package org.tanist.testkit.mutants;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Term;
import org.tanist.election.Election;
import org.tanist.election.ElectionView;
import org.tanist.election.Outcome;
import org.tanist.election.Standing;
import org.tanist.testkit.contract.ElectionContract;
import org.tanist.testkit.contract.ElectionProvider;
import org.tanist.testkit.memory.MemoryElection;

/** Broken elections are caught by {@link ElectionContract}. */
final class ElectionContractBitesTest {

    @Test
    void twoLeadersInOneTermAreCaught() {
        Bites.assertCaught(EverybodyLeads.class, "freshClusterElectsExactlyOneAndAllKnowIt");
    }

    static final class EverybodyLeads extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public ElectionView view() {
                    ElectionView view = sound.view();
                    Standing leading = new Standing.Leading(view.term());
                    return new ElectionView(
                            leading, view.leader(), view.term(), view.membership(), true, view.links(), view.cause());
                }
            });
        }
    }

    @Test
    void termThatIsGrantedTwiceIsCaught() {
        Bites.assertCaught(OneTermForAll.class, "transferMakesTheTargetLeadInANewerTerm");
    }

    static final class OneTermForAll extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> sound) {
                @Override
                public Election election(int number) {
                    Election sound = new MemoryElection(cluster);
                    return (self, floor, listener) ->
                            sound.stand(self, floor, view -> listener.changed(sameTerm(view)));
                }
            };
        }

        private static ElectionView sameTerm(ElectionView view) {
            Standing standing =
                    view.standing() instanceof Standing.Leading ? new Standing.Leading(new Term(1)) : view.standing();
            return new ElectionView(
                    standing, view.leader(), view.term(), view.membership(), true, view.links(), view.cause());
        }
    }

    @Test
    void forgottenFloorIsCaught() {
        Bites.assertCaught(NoFloor.class, "onlyTermsAboveTheFloorAreGranted");
    }

    static final class NoFloor extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> sound) {
                @Override
                public Election election(int number) {
                    Election sound = new MemoryElection(cluster);
                    return (self, floor, listener) -> sound.stand(self, Term.NONE, listener);
                }
            };
        }
    }

    @Test
    void transferThatOnlyClaimsToBeDoneIsCaught() {
        Bites.assertCaught(HollowTransfer.class, "transferToADeadMasterEndsWithoutItAndSomebodyLeads");
    }

    static final class HollowTransfer extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public CompletionStage<Outcome> transfer(MasterId target, Duration limit) {
                    return CompletableFuture.completedFuture(
                            new Outcome.Done(view().term().next()));
                }
            });
        }
    }

    @Test
    void resignationWithoutConsequenceIsCaught() {
        Bites.assertCaught(ClingsToPower.class, "whoResignsHandsOverAndDoesNotLeadUntilItResumes");
    }

    static final class ClingsToPower extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public void resign(String reason) {}
            });
        }
    }

    @Test
    void leavingMasterThatTellsNothingAnyMoreOrComesBackIsCaught() {
        Bites.assertCaught(ClosesAtOnce.class, "whoLeavesHandsOverLeadsNoMoreAndGoesOnTellingWhoLeads");
        Bites.assertCaught(ComesBack.class, "whoLeavesHandsOverLeadsNoMoreAndGoesOnTellingWhoLeads");
    }

    static final class ClosesAtOnce extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public void leave() {
                    close();
                }
            });
        }
    }

    static final class ComesBack extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public void leave() {
                    resign("leaves");
                }
            });
        }
    }

    @Test
    void leaderWithoutAMajorityIsCaught() {
        Bites.assertCaught(NeverUncertain.class, "minorityElectsNobody");
        Bites.assertCaught(NeverUncertain.class, "cutOffLeaderIsUncertainWhileAnotherLeads");
    }

    static final class NeverUncertain extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> new CandidacyDelegate(sound) {
                @Override
                public ElectionView view() {
                    ElectionView view = sound.view();
                    Standing standing = view.standing() instanceof Standing.Uncertain lost
                            ? new Standing.Leading(lost.lastHeld())
                            : view.standing();
                    return new ElectionView(
                            standing, view.leader(), view.term(), view.membership(), true, view.links(), view.cause());
                }
            });
        }
    }

    @Test
    void listenerCalledFromAnUnnamedThreadOrAfterCloseIsCaught() {
        Bites.assertCaught(LateAndNameless.class, "closeMayBeRepeatedAndNobodyListensAfterwards");
    }

    static final class LateAndNameless extends ElectionContract {
        @Override
        protected ElectionProvider provider() {
            return new MutantClusters(sound -> sound) {
                @Override
                public Election election(int number) {
                    Election sound = new MemoryElection(cluster);
                    return (self, floor, listener) -> {
                        var candidacy = sound.stand(self, floor, listener);
                        return new CandidacyDelegate(candidacy) {
                            @Override
                            public void close() {
                                super.close();
                                listener.changed(view());
                            }
                        };
                    };
                }
            };
        }
    }
}
