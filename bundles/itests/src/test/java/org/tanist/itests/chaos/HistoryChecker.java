package org.tanist.itests.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what is wrong with a history. It knows nothing of the cluster but its answers:
 *
 * <ul>
 *   <li>each acknowledged write is there at the end;
 *   <li>a call that began after an answer of a term was received is never acknowledged by a lower term (no two terms at once);
 *   <li>a register of one client, read by that client, holds what it wrote last: never an older value, never one that was not written.
 * </ul>
 */
final class HistoryChecker {
    private HistoryChecker() {}

    /** What is wrong; nothing, if all is well. {@code present} are the write-once keys at the end. */
    static List<String> faults(List<Call> calls, Set<String> present) {
        List<String> faults = new ArrayList<>();
        calls.stream()
                .filter(call -> call.kind().equals("write") && call.ok() && !present.contains(call.key()))
                .forEach(call -> faults.add("lost: " + call.line()));
        faults.addAll(termsAtOnce(calls));
        faults.addAll(registers(calls));
        return faults;
    }

    private static List<String> termsAtOnce(List<Call> calls) {
        List<String> faults = new ArrayList<>();
        List<Call> acknowledged =
                calls.stream().filter(call -> call.ok() && call.term() >= 0).toList();
        List<Call> byEnd = acknowledged.stream()
                .sorted(Comparator.comparingLong(Call::endNanos))
                .toList();
        List<Call> byStart = acknowledged.stream()
                .sorted(Comparator.comparingLong(Call::startNanos))
                .toList();
        long newest = -1;
        int ended = 0;
        for (Call call : byStart) {
            while (ended < byEnd.size() && byEnd.get(ended).endNanos() < call.startNanos()) {
                newest = Math.max(newest, byEnd.get(ended).term());
                ended++;
            }
            if (call.term() < newest) {
                faults.add("acknowledged after term " + newest + " had answered: " + call.line());
            }
        }
        return faults;
    }

    private static List<String> registers(List<Call> calls) {
        List<String> faults = new ArrayList<>();
        Map<String, Long> acknowledged = new HashMap<>();
        Map<String, Long> attempted = new HashMap<>();
        List<Call> inOrder = calls.stream()
                .sorted(Comparator.comparingLong(Call::startNanos))
                .toList();
        for (Call call : inOrder) {
            if (call.kind().equals("set")) {
                attempted.merge(call.key(), call.value(), Math::max);
                if (call.ok()) {
                    acknowledged.merge(call.key(), call.value(), Math::max);
                }
            } else if (call.kind().equals("get") && call.status() == 200) {
                if (call.value() < acknowledged.getOrDefault(call.key(), 0L)) {
                    faults.add("read too old a value: " + call.line());
                }
                if (call.value() > attempted.getOrDefault(call.key(), 0L)) {
                    faults.add("read what nobody wrote: " + call.line());
                }
            } else if (call.kind().equals("get") && call.status() == 404 && acknowledged.containsKey(call.key())) {
                faults.add("read nothing although it was written: " + call.line());
            }
        }
        return faults;
    }
}
