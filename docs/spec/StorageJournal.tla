----------------------------- MODULE StorageJournal -----------------------------
(* The journal on a shared storage, step by step as the code takes them:      *)
(* org.tanist.master.internal.journal, whose package page has the same        *)
(* numbers. Change both together, and run `make model`.                       *)
(*                                                                            *)
(* There is one master for each term: that terms are granted once is all that *)
(* the protocol asks of an election. Terms start in any order and at any      *)
(* moment, several at once, and nobody is told that his is over. Crashing is  *)
(* taking no further step, so it needs no action; what was sent before may    *)
(* still arrive.                                                              *)
(*                                                                            *)
(* What is abstracted. The registers `fence` and `opened` are one number for  *)
(* each term: 0 not raised, 1 raised in `fence`, 2 raised in both; a register *)
(* reads as the highest such term. A segment is the sequence of records that  *)
(* its writer wrote; the server shows the first shown[t] of them, and would   *)
(* still have the first kept[t] after a reboot. Torn records fail their       *)
(* checksum, so they are simply not shown yet. Seals and opening records are  *)
(* made whole, durably and once.                                              *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS N,            \* how many terms
          MaxRec,       \* most records of one term
          MaxReboots,   \* most reboots of the server
          Checkpoints,  \* how many checkpoints a term takes at most, and deletes what they cover
          Standby,      \* whether somebody follows
          Bug           \* "none", or the defect to put in

VARIABLES reg, regKept,                                          \* the registers, and what a reboot leaves of them
          exists, written, shown, kept, opening, seal, snaps,    \* files
          pc, pred, read, base, synced, checked, answered,       \* the master of each term
          begun,                                                 \* checkpoints of each term that are not recorded yet
          follower,                                              \* a standby
          serving, reboots, wrong                                \* what the properties look at

Terms == 1..N
files == <<exists, written, shown, kept, opening, seal, snaps>>
masters == <<pc, pred, read, base, synced, checked, answered, begun>>
vars == <<reg, regKept, files, masters, follower, serving, reboots, wrong>>

Highest(S) == IF S = {} THEN 0 ELSE CHOOSE x \in S : \A y \in S : y <= x
Lower(a, b) == IF a < b THEN a ELSE b
Fence == Highest({t \in Terms : reg[t] > 0})
Opened == Highest({t \in Terms : reg[t] = 2})

NoSeal == [committed |-> 0, tail |-> <<>>, token |-> 0]
NoSnapshot == [by |-> 0, state |-> <<>>]
NoOpening == [snapshot |-> NoSnapshot, sealed |-> <<>>, start |-> 0]

\* A record is [kind, entry, committed, snapshot]; `committed` counts entries of the record's own term.
Entries(t, n) == LET S == SelectSeq(SubSeq(written[t], 1, n), LAMBDA r : r.kind = "entry")
                 IN [i \in 1..Len(S) |-> S[i].entry]
Shown(t) == Entries(t, shown[t])
CommittedIn(t) == Highest({written[t][i].committed : i \in 1..shown[t]})
CheckpointsIn(t) == {i \in 1..shown[t] : written[t][i].kind = "checkpoint"}
HasCheckpoint(t) == CheckpointsIn(t) # {}
\* Two that were on their way at once may be recorded in the other order: the one that covers more counts, not the last.
SnapshotsIn(t) == {written[t][i].snapshot : i \in CheckpointsIn(t)}
Snapshot(t) == IF Bug = "last checkpoint counts" THEN written[t][Highest(CheckpointsIn(t))].snapshot
               ELSE CHOOSE f \in SnapshotsIn(t) : \A g \in SnapshotsIn(t) : Len(g.state) <= Len(f.state)
\* The snapshot from which a term's history goes on.
Foundation(t) == IF HasCheckpoint(t) THEN Snapshot(t) ELSE opening[t].snapshot
There(f) == f = NoSnapshot \/ f \in snaps
After(s, n) == SubSeq(s, n + 1, Len(s))
\* A strand of entries takes those of `es` that it lacks; the first of them has number start + 1. It never takes over a gap.
Take(a, start, es) == IF Len(a) >= start + Len(es) \/ Len(a) < start THEN a ELSE a \o After(es, Len(a) - start)
Prefix(a, b) == Len(a) <= Len(b) /\ a = SubSeq(b, 1, Len(a))

\* A sealed term as an opening record lists it: [term, start, committed, token].
Readable(p) == p.term \in exists /\ seal[p.term].token = p.token /\ Len(Shown(p.term)) >= p.committed
RECURSIVE ReadAll(_, _)
ReadAll(a, parts) ==
  IF parts = <<>> THEN a
  ELSE LET p == Head(parts)
       IN ReadAll(Take(a, p.start, SubSeq(Shown(p.term), 1, p.committed) \o seal[p.term].tail), Tail(parts))

Init ==
  /\ reg = [t \in Terms |-> 0] /\ regKept = reg
  /\ exists = {} /\ written = [t \in Terms |-> <<>>] /\ shown = [t \in Terms |-> 0] /\ kept = shown
  /\ opening = [t \in Terms |-> NoOpening] /\ seal = [t \in Terms |-> NoSeal] /\ snaps = {} /\ begun = [t \in Terms |-> {}]
  /\ pc = [t \in Terms |-> IF Bug = "raise after scan" THEN "look" ELSE "new"]
  /\ pred = [t \in Terms |-> 0] /\ read = [t \in Terms |-> NoSeal] /\ base = [t \in Terms |-> <<>>]
  /\ synced = [t \in Terms |-> 0] /\ checked = synced /\ answered = synced
  /\ follower = [term |-> 0, at |-> "idle", todo |-> <<>>, applied |-> <<>>]
  /\ serving = {} /\ reboots = 0 /\ wrong = {}

Go(t, where) == pc' = [pc EXCEPT ![t] = where]

------------------------------------------------------------------------------
(* Opening in term t: Opener.open *)

\* 1. raise the fence, durably, before anything is read
Raise(t) ==
  /\ pc[t] = "new" /\ reg' = [reg EXCEPT ![t] = 1]
  /\ Go(t, IF Bug = "no fence fsync" THEN "look" ELSE "raised")
  /\ UNCHANGED <<regKept, files, pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>
Raised(t) ==
  /\ pc[t] = "raised" /\ reg' = [reg EXCEPT ![t] = 1] /\ regKept' = [regKept EXCEPT ![t] = 1]
  /\ Go(t, IF Bug = "raise after scan" THEN (IF pred[t] = 0 THEN "create" ELSE "read") ELSE "look")
  /\ UNCHANGED <<files, pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>

\* 2. a higher fence, or a higher opened term: stop
LookAtFence(t) ==
  /\ pc[t] = "look" /\ Go(t, IF Fence > t THEN "stopped" ELSE "look again")
  /\ UNCHANGED <<reg, regKept, files, pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>
LookAtOpened(t) ==
  /\ pc[t] = "look again"
  /\ IF Opened > t THEN Go(t, "stopped") /\ UNCHANGED pred
     ELSE /\ pred' = [pred EXCEPT ![t] = Opened]
          /\ Go(t, IF Bug = "raise after scan" THEN "new" ELSE IF Opened = 0 THEN "create" ELSE "read")
  /\ UNCHANGED <<reg, regKept, files, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>

\* 3. read the predecessor's segment freshly
ReadSegment(t) ==
  LET m == pred[t] IN
  /\ pc[t] = "read"
  /\ IF m \notin exists THEN Go(t, "stopped") /\ UNCHANGED read
     ELSE /\ Go(t, "seal")
          /\ read' = [read EXCEPT ![t] =
               IF Bug = "seal visible length" THEN [committed |-> Len(Shown(m)), tail |-> <<>>, token |-> t]
               ELSE [committed |-> CommittedIn(m),
                     tail |-> IF Bug = "seal without tail" THEN <<>> ELSE After(Shown(m), CommittedIn(m)),
                     token |-> t]]
  /\ UNCHANGED <<reg, regKept, files, pred, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>

\* 4. create its seal exclusively; a rival's counts
MakeSeal(t) ==
  LET m == pred[t] IN
  /\ pc[t] = "seal" /\ Go(t, "verify")
  /\ seal' = IF seal[m].token = 0 \/ Bug = "seal not write-once" THEN [seal EXCEPT ![m] = read[t]] ELSE seal
  /\ UNCHANGED <<reg, regKept, exists, written, shown, kept, opening, snaps,
                 pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>

\* 5. the segment is still there, so the seal is no late copy of a deleted one; all that is listed can be read
Verify(t) ==
  LET m == pred[t]
      s == IF Bug = "own seal" THEN read[t] ELSE seal[m]
      part == [term |-> m, start |-> opening[m].start, committed |-> s.committed, token |-> s.token]
      fine == m \in exists /\ s.token # 0 /\ There(Foundation(m))
              /\ (HasCheckpoint(m) \/ \A k \in 1..Len(opening[m].sealed) : Readable(opening[m].sealed[k]))
      before == IF HasCheckpoint(m) THEN Snapshot(m).state ELSE ReadAll(opening[m].snapshot.state, opening[m].sealed)
      all == Take(before, part.start, SubSeq(Shown(m), 1, Lower(s.committed, Len(Shown(m)))) \o s.tail)
  IN /\ pc[t] = "verify"
     /\ IF ~fine THEN Go(t, "stopped") /\ UNCHANGED <<base, opening>>
        ELSE /\ base' = [base EXCEPT ![t] = all]
             /\ opening' = [opening EXCEPT ![t] =
                  [snapshot |-> Foundation(m),
                   sealed |-> (IF HasCheckpoint(m) THEN <<>> ELSE opening[m].sealed) \o <<part>>,
                   start |-> Len(all)]]
             /\ Go(t, "create")
     /\ UNCHANGED <<reg, regKept, exists, written, shown, kept, seal, snaps,
                    pred, read, synced, checked, answered, begun, follower, serving, reboots, wrong>>

\* 6. create the own segment with its opening record
Create(t) ==
  /\ pc[t] = "create" /\ exists' = exists \cup {t}
  /\ Go(t, IF Bug = "check before opened" THEN "check" ELSE "mark")
  /\ UNCHANGED <<reg, regKept, written, shown, kept, opening, seal, snaps,
                 pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>

Missed(t) == \E s \in serving : ~Prefix(base[s] \o Entries(s, answered[s]), base[t])
Serve(t) == /\ Go(t, "serve") /\ serving' = serving \cup {t}
            /\ wrong' = IF Missed(t) THEN wrong \cup {"began without something acknowledged"} ELSE wrong

\* 7. raise `opened`, durably
Mark(t) ==
  /\ pc[t] = "mark" /\ reg' = [reg EXCEPT ![t] = 2] /\ Go(t, "marked")
  /\ UNCHANGED <<regKept, files, pred, read, base, synced, checked, answered, begun, follower, serving, reboots, wrong>>
Marked(t) ==
  /\ pc[t] = "marked" /\ reg' = [reg EXCEPT ![t] = 2] /\ regKept' = [regKept EXCEPT ![t] = 2]
  /\ IF Bug \in {"check before opened", "no check after opened"} THEN Serve(t)
     ELSE Go(t, "check") /\ UNCHANGED <<serving, wrong>>
  /\ UNCHANGED <<files, pred, read, base, synced, checked, answered, begun, follower, reboots>>

\* 8. look at the fence again
Check(t) ==
  /\ pc[t] = "check"
  /\ IF Fence > t THEN Go(t, "stopped") /\ UNCHANGED <<serving, wrong>>
     ELSE IF Bug = "check before opened" THEN Go(t, "mark") /\ UNCHANGED <<serving, wrong>>
     ELSE Serve(t)
  /\ UNCHANGED <<reg, regKept, files, pred, read, base, synced, checked, answered, begun, follower, reboots>>

------------------------------------------------------------------------------
(* Serving: SegmentWriter *)

KnownCommitted(t) == IF Bug = "committed-up-to before check" THEN Len(Entries(t, synced[t]))
                     ELSE Len(Entries(t, Lower(checked[t], synced[t])))
Logged(t) == IF written[t] = <<>> THEN 0 ELSE written[t][Len(written[t])].committed
Write(t, kind, entry, snapshot) ==
  /\ pc[t] = "serve" /\ Len(written[t]) < MaxRec
  /\ written' = [written EXCEPT ![t] = Append(@,
       [kind |-> kind, entry |-> entry, committed |-> KnownCommitted(t), snapshot |-> snapshot])]
  /\ UNCHANGED <<reg, regKept, exists, shown, kept, opening, seal, follower, serving, reboots, wrong>>
WriteEntry(t) == /\ Write(t, "entry", 10 * t + Len(written[t]) + 1, NoSnapshot)
                 /\ UNCHANGED <<snaps, masters>>
WriteCommit(t) == /\ KnownCommitted(t) > Logged(t) /\ Write(t, "commit", 0, NoSnapshot)
                  /\ UNCHANGED <<snaps, masters>>
\* The snapshot is of committed state, not older than the start of the term, and durable before the record that names it.
\* Several may be on their way at once (one is of the state that a new master was given, another one of its own).
TakeSnapshot(t) ==
  LET f == [by |-> t, state |-> base[t] \o Entries(t, checked[t])] IN
  /\ pc[t] = "serve" /\ f \notin snaps
  /\ Cardinality(begun[t]) + Cardinality({i \in 1..Len(written[t]) : written[t][i].kind = "checkpoint"}) < Checkpoints
  /\ snaps' = snaps \cup {f} /\ begun' = [begun EXCEPT ![t] = @ \cup {f}]
  /\ UNCHANGED <<reg, regKept, exists, written, shown, kept, opening, seal,
                 pc, pred, read, base, synced, checked, answered, follower, serving, reboots, wrong>>
WriteCheckpoint(t) ==
  \E f \in begun[t] :
     /\ Write(t, "checkpoint", 0, f) /\ begun' = [begun EXCEPT ![t] = @ \ {f}]
     /\ UNCHANGED <<snaps, pc, pred, read, base, synced, checked, answered>>

\* what was written arrives in its own time, whatever has become of its writer
Arrive(t) == /\ shown[t] < Len(written[t]) /\ shown' = [shown EXCEPT ![t] = @ + 1]
             /\ UNCHANGED <<reg, regKept, exists, written, kept, opening, seal, snaps, masters, follower, serving, reboots, wrong>>
Sync(t) == /\ pc[t] = "serve" /\ synced[t] < Len(written[t]) /\ shown[t] = Len(written[t])
           /\ kept' = [kept EXCEPT ![t] = shown[t]] /\ synced' = [synced EXCEPT ![t] = shown[t]]
           /\ UNCHANGED <<reg, regKept, exists, written, shown, opening, seal, snaps,
                          pc, pred, read, base, checked, answered, begun, follower, serving, reboots, wrong>>
\* the fence is read after the sync; one reading is for all that was synced before
CheckFence(t) ==
  LET upTo == IF Bug = "check before sync" THEN Len(written[t]) ELSE synced[t] IN
  /\ pc[t] = "serve" /\ checked[t] < upTo
  /\ IF Fence > t /\ Bug # "skip fence check" THEN Go(t, "stopped") /\ UNCHANGED <<checked, wrong>>
     ELSE /\ checked' = [checked EXCEPT ![t] = upTo] /\ UNCHANGED pc
          /\ wrong' = IF \E u \in serving : u > t THEN wrong \cup {"late commit"} ELSE wrong
  /\ UNCHANGED <<reg, regKept, files, pred, read, base, synced, answered, begun, follower, serving, reboots>>
\* the answer may be late
Answer(t) == /\ pc[t] = "serve" /\ answered[t] < Lower(checked[t], synced[t])
             /\ answered' = [answered EXCEPT ![t] = Lower(checked[t], synced[t])]
             /\ UNCHANGED <<reg, regKept, files, pc, pred, read, base, synced, checked, begun, follower, serving, reboots, wrong>>

\* SnapshotStore.prune: after the checkpoint is committed, one file after the other and late; segments before their seals
Committed(t) == {written[t][i].snapshot : i \in {j \in 1..checked[t] : written[t][j].kind = "checkpoint"}}
MayPrune(t, s) == s < t /\ Committed(t) # {}
PruneSegment(t, s) ==
  /\ MayPrune(t, s) /\ s \in exists /\ exists' = exists \ {s}
  /\ UNCHANGED <<reg, regKept, written, shown, kept, opening, seal, snaps, masters, follower, serving, reboots, wrong>>
PruneSeal(t, s) ==
  /\ MayPrune(t, s) /\ (s \notin exists \/ Bug = "seals pruned first") /\ seal[s].token # 0
  /\ seal' = [seal EXCEPT ![s] = NoSeal]
  /\ UNCHANGED <<reg, regKept, exists, written, shown, kept, opening, snaps, masters, follower, serving, reboots, wrong>>
PruneSnapshot(t, f) ==
  /\ \E g \in Committed(t) : Len(f.state) < Len(g.state)
  /\ snaps' = snaps \ {f}
  /\ UNCHANGED <<reg, regKept, exists, written, shown, kept, opening, seal, masters, follower, serving, reboots, wrong>>

Reboot == /\ reboots < MaxReboots /\ reboots' = reboots + 1
          /\ reg' = regKept /\ shown' = kept
          /\ UNCHANGED <<regKept, exists, written, kept, opening, seal, snaps, masters, follower, serving, wrong>>

------------------------------------------------------------------------------
(* Following: Follower, HistoryReader *)

Follow(f) == follower' = f /\ UNCHANGED <<reg, regKept, files, masters, serving, reboots, wrong>>
Enter ==
  /\ Standby /\ Opened # 0 /\ (follower.term # Opened \/ follower.at = "lost") /\ follower.at # "tail"
  /\ LET o == opening[Opened]
         again == follower.at = "lost" /\ HasCheckpoint(Opened)
         snapshot == IF again THEN Snapshot(Opened) ELSE o.snapshot
         needed == Len(snapshot.state) > Len(follower.applied)
     IN IF needed /\ ~There(snapshot)
        THEN follower.at # "lost" /\ Follow([follower EXCEPT !.term = Opened, !.at = "lost", !.todo = <<>>])
        ELSE Follow([term |-> Opened, at |-> "read", todo |-> IF again THEN <<>> ELSE o.sealed,
                     applied |-> IF needed THEN snapshot.state ELSE follower.applied])
FollowSegment ==
  /\ follower.at = "read" /\ follower.todo # <<>>
  /\ LET p == Head(follower.todo) IN
     IF p.term \notin exists THEN Follow([follower EXCEPT !.at = "lost"])
     ELSE Follow([follower EXCEPT !.at = "tail",
                  !.applied = Take(@, p.start, SubSeq(Shown(p.term), 1, Lower(p.committed, Len(Shown(p.term)))))])
FollowTail ==
  /\ follower.at = "tail"
  /\ LET p == Head(follower.todo) IN
     IF seal[p.term].token # p.token /\ ~(Bug = "no seal token" /\ seal[p.term].token # 0)
     THEN Follow([follower EXCEPT !.at = "lost"])
     ELSE Follow([follower EXCEPT !.at = "read", !.todo = Tail(@),
                  !.applied = Take(@, p.start + p.committed, seal[p.term].tail)])
FollowNewest ==
  /\ follower.at = "read" /\ follower.todo = <<>> /\ follower.term # 0
  /\ IF follower.term \notin exists THEN Follow([follower EXCEPT !.at = "lost"])
     ELSE LET t == follower.term
              upTo == IF Bug = "apply beyond committed" THEN Len(Shown(t)) ELSE Lower(CommittedIn(t), Len(Shown(t)))
              more == Take(follower.applied, opening[t].start, SubSeq(Shown(t), 1, upTo))
          IN more # follower.applied /\ Follow([follower EXCEPT !.applied = more])

Next ==
  \/ Reboot \/ Enter \/ FollowSegment \/ FollowTail \/ FollowNewest
  \/ \E t \in Terms :
       \/ Raise(t) \/ Raised(t) \/ LookAtFence(t) \/ LookAtOpened(t) \/ ReadSegment(t) \/ MakeSeal(t) \/ Verify(t)
       \/ Create(t) \/ Mark(t) \/ Marked(t) \/ Check(t)
       \/ WriteEntry(t) \/ WriteCommit(t) \/ TakeSnapshot(t) \/ WriteCheckpoint(t)
       \/ Arrive(t) \/ Sync(t) \/ CheckFence(t) \/ Answer(t)
       \/ \E s \in Terms : PruneSegment(t, s) \/ PruneSeal(t, s)
       \/ \E f \in snaps : PruneSnapshot(t, f)

------------------------------------------------------------------------------
(* What must hold in every state *)

Acknowledged(t) == base[t] \o Entries(t, answered[t])
Applied(t) == base[t] \o Entries(t, Lower(checked[t], synced[t]))
Replayed == {t \in Terms : base[t] # <<>>} \cup serving
Agree(a, b) == Prefix(a, b) \/ Prefix(b, a)

\* What a term acknowledged, every later active has: once, and in order.
NothingLost == \A s, u \in serving : s < u => Prefix(Acknowledged(s), base[u])
\* No two histories that anybody applied contradict each other.
OneHistory == /\ \A s, u \in Replayed : Agree(Applied(s), Applied(u))
              /\ \A u \in Replayed : Agree(follower.applied, Applied(u))
\* Once a term serves, nothing is committed under a lower one.
NoLateCommit == "late commit" \notin wrong
\* Rivals go on with the same seal (those that serve, where names may have been deleted and made again).
SealedOf(t) == {opening[t].sealed[i] : i \in 1..Len(opening[t].sealed)}
OneSeal == \A s, u \in (IF Checkpoints > 0 THEN serving ELSE Terms) :
             \A p \in SealedOf(s), q \in SealedOf(u) : p.term = q.term => p = q
\* Whoever begins to serve has everything that was acknowledged until then.
CompleteStart == "began without something acknowledged" \notin wrong
\* What an opening record lists can be read until a checkpoint covers it.
Lasting == \A u \in serving : \A p \in SealedOf(u) : p.term \in exists => Len(Shown(p.term)) >= p.committed
\* The newest opened term leads to a beginning and to all that follows it: the next one can be opened.
Openable == LET m == Opened IN
            m # 0 => /\ m \in exists /\ There(Foundation(m))
                     /\ HasCheckpoint(m) \/ \A p \in SealedOf(m) : Readable(p)
=================================================================================
