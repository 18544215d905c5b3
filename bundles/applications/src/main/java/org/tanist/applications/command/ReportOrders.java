package org.tanist.applications.command;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Application;
import org.tanist.applications.state.Draft;
import org.tanist.applications.state.Instance;
import org.tanist.applications.state.InstanceKey;
import org.tanist.applications.state.Phase;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;

/** What a worker says of its instances, where that is news. */
final class ReportOrders {
    private ReportOrders() {}

    /** {@code internal/report}. What is no news any more when it is applied has no effect. */
    static Reply report(Draft draft, byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        String worker = fields.text("worker");
        TreeSet<String> applications = new TreeSet<>();
        TreeSet<String> events = new TreeSet<>();
        for (Fields run : fields.objects("runs")) {
            Line line = line(run);
            Application application = draft.state().application(line.key().application());
            Instance instance = draft.state().instance(line.key());
            if (application != null && instance != null && instance.is(worker, line.incarnation())) {
                apply(draft, application, instance, line);
                applications.add(application.name());
                events.add(line.state());
            }
        }
        fields.end();
        if (applications.isEmpty()) {
            return Reply.failure(Status.CONFLICT, "nothing of that is news any more");
        }
        Map<String, String> facts = Map.of(
                "application", String.join(",", applications),
                "event", String.join(",", events),
                "worker", worker);
        return new Reply(Status.DONE, facts, new byte[0]);
    }

    /** One run as it is reported; the state {@code gone} is the active's conclusion from a report without it. */
    private record Line(
            InstanceKey key,
            long incarnation,
            String state,
            @Nullable Long pid,
            @Nullable String startedAt,
            @Nullable Integer exitCode,
            String detail,
            boolean lasting,
            boolean afterLongRun) {}

    private static Line line(Fields run) throws InvalidException {
        InstanceKey key = RunOrders.key(run);
        long incarnation = run.number("incarnation", 0, Long.MAX_VALUE);
        String state = run.text("state");
        Long pid = run.numberOrNull("pid", 0, Long.MAX_VALUE);
        Long exitCode = run.numberOrNull("exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE);
        String startedAt = run.textOrNull("startedAt");
        String detail = run.textOrNull("detail");
        boolean lasting = run.flag("lasting");
        boolean afterLongRun = run.flag("afterLongRun");
        run.end();
        return new Line(
                key,
                incarnation,
                state,
                pid,
                startedAt,
                exitCode == null ? null : exitCode.intValue(),
                detail == null ? "" : detail,
                lasting,
                afterLongRun);
    }

    private static void apply(Draft draft, Application application, Instance instance, Line line)
            throws InvalidException {
        String which = "instance " + line.key().number() + " on " + instance.worker();
        String name = application.name();
        switch (line.state()) {
            case "running" -> {
                draft.running(line.key(), line.pid(), line.startedAt());
                if (instance.phase() == Phase.STARTING) {
                    draft.tell(name, "running", which + ", process " + line.pid());
                }
            }
            case "exited" -> {
                draft.tell(name, "exited", which + ", exit code " + line.exitCode() + dash(line.detail()));
                Departure.exited(
                        draft, application, instance, new Departure.Ending(line.exitCode(), line.afterLongRun()));
            }
            case "refused" -> {
                draft.tell(name, "refused", which + dash(line.detail()));
                Departure.refused(draft, application, instance, new Departure.Refusal(line.detail(), line.lasting()));
            }
            case "gone" -> {
                draft.tell(name, "gone", which);
                Departure.unseen(draft, application, instance, instance.reason());
            }
            default -> throw new InvalidException("state '" + line.state() + "' cannot be reported");
        }
        ApplicationOrders.sweep(draft, name);
    }

    private static String dash(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }
}
