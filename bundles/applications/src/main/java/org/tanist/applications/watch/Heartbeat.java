package org.tanist.applications.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.InstanceKey;

/**
 * A heartbeat as it came in.
 *
 * @param id of the worker
 * @param session of its process
 * @param seen version of the assignments that it went by when it collected the runs
 * @param runs all that it knows
 */
record Heartbeat(String id, String session, long seen, List<Run> runs) {
    private static final Set<String> STATES = Set.of("starting", "running", "exited", "refused");
    private static final int MOST_RUNS = 10_000;
    private static final int LONGEST_DETAIL = 300;
    private static final int LONGEST_TIME = 40;

    /**
     * One run.
     *
     * @param key which instance
     * @param incarnation which run of it
     * @param state {@code starting}, {@code running}, {@code exited} or {@code refused}
     * @param pid null if there is none
     * @param startedAt null if unknown
     * @param exitCode null if unknown
     * @param detail may be empty
     * @param lasting of a refusal: whether it would be refused again, wherever and whenever
     */
    record Run(
            InstanceKey key,
            long incarnation,
            String state,
            @Nullable Long pid,
            @Nullable String startedAt,
            @Nullable Integer exitCode,
            String detail,
            boolean lasting) {

        /** Whether it is over, and reported until it is acknowledged. */
        boolean over() {
            return state.equals("exited") || state.equals("refused");
        }
    }

    static Heartbeat read(byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        String id = fields.text("id");
        String session = fields.text("session");
        long seen = fields.number("seen", 0, Long.MAX_VALUE);
        List<Fields> elements = fields.objects("instances");
        fields.end();
        if (elements.size() > MOST_RUNS) {
            throw new InvalidException(
                    "field 'instances' has " + elements.size() + " elements: " + MOST_RUNS + " is most");
        }
        List<Run> runs = new ArrayList<>(elements.size());
        for (Fields element : elements) {
            runs.add(run(element));
        }
        return new Heartbeat(id, session, seen, runs);
    }

    private static Run run(Fields fields) throws InvalidException {
        InstanceKey key =
                new InstanceKey(fields.text("application"), (int) fields.number("instance", 0, Integer.MAX_VALUE));
        long incarnation = fields.number("incarnation", 1, Long.MAX_VALUE);
        String state = fields.text("state");
        if (!STATES.contains(state)) {
            throw new InvalidException(
                    "the state of instance " + key + " must be starting, running, exited or refused");
        }
        Long pid = fields.numberOrNull("pid", 0, Long.MAX_VALUE);
        String startedAt = fields.textOrNull("startedAt");
        Long exitCode = fields.numberOrNull("exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE);
        String detail = fields.textOrNull("detail");
        boolean lasting = fields.flag("lasting");
        fields.end();
        return new Run(
                key,
                incarnation,
                state,
                pid,
                startedAt == null ? null : shortened(startedAt, LONGEST_TIME),
                exitCode == null ? null : exitCode.intValue(),
                detail == null ? "" : shortened(detail.lines().findFirst().orElse(""), LONGEST_DETAIL),
                lasting);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
