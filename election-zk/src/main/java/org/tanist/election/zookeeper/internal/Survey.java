package org.tanist.election.zookeeper.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.tanist.cluster.MasterId;
import org.tanist.cluster.Membership;
import org.tanist.election.zookeeper.internal.ensemble.Ensemble;
import org.tanist.election.zookeeper.internal.ensemble.Znode;
import org.tanist.election.zookeeper.internal.record.ActiveRecord;
import org.tanist.election.zookeeper.internal.record.Layout;
import org.tanist.election.zookeeper.internal.record.LiveRecord;
import org.tanist.election.zookeeper.internal.record.MemberList;
import org.tanist.election.zookeeper.internal.record.TermRecord;

/** Reads the cluster's znodes. Each method gives what is to be changed in the facts that are known. Thread-safe. */
final class Survey {
    private final Ensemble ensemble;
    private final Layout layout;

    Survey(Ensemble ensemble, Layout layout) {
        this.ensemble = ensemble;
        this.layout = layout;
    }

    CompletableFuture<UnaryOperator<Facts>> all() {
        return terms().thenCombine(members(), Survey::both).thenCombine(live(), Survey::both);
    }

    private static UnaryOperator<Facts> both(UnaryOperator<Facts> one, UnaryOperator<Facts> two) {
        return facts -> two.apply(one.apply(facts));
    }

    /** The term, and who leads. */
    CompletableFuture<UnaryOperator<Facts>> terms() {
        CompletableFuture<Optional<Znode>> term = ensemble.read(layout.term());
        return term.thenCombine(ensemble.read(layout.active()), (fence, active) -> {
            Znode known = present(fence, layout.term());
            try {
                TermRecord record = TermRecord.decode(known.data());
                Optional<Facts.Active> leader = Optional.empty();
                if (active.isPresent()) {
                    Znode znode = active.get();
                    leader = Optional.of(new Facts.Active(ActiveRecord.decode(znode.data()), znode.owner()));
                }
                Optional<Facts.Active> now = leader;
                return facts -> facts.with(record, known.version(), now);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    CompletableFuture<UnaryOperator<Facts>> members() {
        return ensemble.read(layout.members()).thenApply(znode -> {
            Znode known = present(znode, layout.members());
            try {
                Membership membership = MemberList.decode(known.data());
                return facts -> facts.with(membership, known.version());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    CompletableFuture<UnaryOperator<Facts>> live() {
        return ensemble.children(layout.live())
                .thenCompose(this::liveOnes)
                .thenApply(live -> facts -> facts.with(live));
    }

    private CompletableFuture<Map<MasterId, LiveRecord>> liveOnes(List<String> names) {
        CompletableFuture<Map<MasterId, LiveRecord>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (String name : names) {
            all = all.thenCombine(ensemble.read(layout.live(name)), (found, znode) -> {
                try {
                    if (znode.isPresent()) {
                        found.put(
                                MasterId.of(name), LiveRecord.decode(znode.get().data()));
                    }
                    return found;
                } catch (IOException | IllegalArgumentException e) {
                    throw new CompletionException(e);
                }
            });
        }
        return all;
    }

    private static Znode present(Optional<Znode> znode, String path) {
        return znode.orElseThrow(() -> new CompletionException(
                new IOException("the znode " + path + " is gone: was the cluster formatted while masters run?")));
    }
}
