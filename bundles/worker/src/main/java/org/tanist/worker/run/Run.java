package org.tanist.worker.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Assignment;
import org.tanist.client.wire.Incarnation;
import org.tanist.client.wire.InstanceReport;
import org.tanist.worker.files.RunDirectory;
import org.tanist.worker.files.Texts;
import org.tanist.worker.process.ProcessName;
import org.tanist.worker.process.ProcessTable;
import org.tanist.worker.process.Signals;

/** One run from its assignment to its end. Not thread-safe: the supervisor's thread uses it. */
public final class Run {

    /** How long a program that was asked to end may take, in hundredths of a second. */
    static final long GRACE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final long NEVER = -1;
    private static final int KILLED = 128 + 9;
    private static final String UNSEEN = "its exit code is not known: it was killed, or could not be written down";

    private final RunDirectory files;
    private final int memoryMb;
    private final Launcher launcher;
    private Phase phase;
    private @Nullable ProcessName leader;
    private @Nullable Process process;
    private @Nullable Long pid;
    private @Nullable String startedAt;
    private @Nullable Integer exitCode;
    private @Nullable String detail;
    private @Nullable String reason;
    private boolean lasting;
    private long askedAt = NEVER;

    private Run(RunDirectory files, int memoryMb, Launcher launcher, Phase phase) {
        this.files = files;
        this.memoryMb = memoryMb;
        this.launcher = launcher;
        this.phase = phase;
    }

    /** A run that is to be started. */
    public static Run assigned(Assignment assignment, Launcher launcher) {
        return new Run(launcher.directory().run(assignment.run()), assignment.memoryMb(), launcher, Phase.WAITING);
    }

    /**
     * A run that an earlier process of this worker has started.
     *
     * @return empty if it never began, or if its end is known to the masters
     */
    public static Optional<Run> adopted(RunDirectory files, Launcher launcher) throws IOException {
        Optional<String> spec = Texts.read(files.path().resolve("spec.json"));
        if (files.acknowledged() || spec.isEmpty()) {
            return Optional.empty();
        }
        if (files.claim()) {
            LOG.info("run {} never began: forgetting it", files.run());
            files.remove();
            return Optional.empty();
        }
        int memoryMb = (int) Json.parse(spec.get().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .number("memoryMb");
        Run run = new Run(files, memoryMb, launcher, files.ended() ? Phase.EXITED : Phase.ENDING);
        run.leader = files.runner().filter(ProcessName::alive).orElse(null);
        if (run.leader != null) {
            run.phase = Phase.STARTED;
        }
        if (run.phase == Phase.EXITED) {
            run.readEnd();
        }
        return Optional.of(run);
    }

    /** Which run it is. */
    public Incarnation name() {
        return files.run();
    }

    /** How far it has come. */
    public Phase phase() {
        return phase;
    }

    /** The files of it. */
    public RunDirectory files() {
        return files;
    }

    /** Its process group, if it has one. */
    public Optional<Long> group() {
        return Optional.ofNullable(leader).map(ProcessName::pid);
    }

    /** How many bytes of it may be resident; 0 for no limit. */
    public long residentLimit() {
        return CommandLine.residentLimit(memoryMb);
    }

    /** What is to be told of it. */
    public InstanceReport report() {
        String state = switch (phase) {
            case WAITING, FETCHING, STARTED -> InstanceReport.STARTING;
            case RUNNING, ENDING -> InstanceReport.RUNNING;
            case EXITED -> InstanceReport.EXITED;
            case REFUSED -> InstanceReport.REFUSED;
        };
        return new InstanceReport(name(), state, pid, startedAt, exitCode, detail, lasting);
    }

    /**
     * Makes its folder.
     *
     * @return false, and it counts as ended, if there is one: an incarnation is started once
     */
    public boolean prepare(Assignment assignment) throws IOException {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("jar", assignment.jar());
        spec.put("args", assignment.args());
        spec.put("memoryMb", memoryMb);
        if (files.create(Json.object(spec).toString())) {
            phase = Phase.FETCHING;
            return true;
        }
        phase = Phase.ENDING;
        return false;
    }

    /** Starts its processes; its jar is there. */
    public Process launch(Assignment assignment, long deadline) throws IOException {
        Process started = launcher.launch(assignment, files, deadline);
        process = started;
        phase = Phase.STARTED;
        leader = ProcessTable.find(started.pid())
                .map(row -> new ProcessName(started.pid(), row.start()))
                .orElse(null);
        LOG.info("run {} started: group={}", name(), started.pid());
        return started;
    }

    /**
     * It cannot be started.
     *
     * @param why one line for people
     * @param always whether no other attempt, here or elsewhere, could do better
     */
    public void refuse(String why, boolean always) throws IOException {
        LOG.warn("run {} refused: {}", name(), why);
        phase = Phase.REFUSED;
        detail = why;
        lasting = always;
        if (files.exists()) {
            files.remove();
        }
    }

    /** Asks it to end; the second time does nothing. It is killed if it has not ended after ten seconds. */
    public void stop(String why, long now) throws IOException {
        if (askedAt == NEVER && phase.live()) {
            LOG.info("run {} is to end: {}", name(), why);
            askedAt = now;
            signal("TERM");
            note(why);
        }
    }

    /** Kills it. */
    public void kill(String why, long now) throws IOException {
        if (phase.live()) {
            askedAt = Math.min(now, askedAt == NEVER ? now : askedAt);
            signal("KILL");
            note(why);
        }
    }

    /** Looks what has become of it. */
    public void poll(long now) throws IOException {
        if (phase == Phase.STARTED) {
            Optional<ProcessName> child = files.child();
            if (child.isPresent()) {
                phase = Phase.RUNNING;
                pid = child.get().pid();
                startedAt = files.startedAt().orElse(null);
            }
        }
        if ((phase == Phase.STARTED || phase == Phase.RUNNING) && !leading()) {
            phase = Phase.ENDING;
        }
        if (phase == Phase.ENDING) {
            List<Long> left = left();
            if (left.isEmpty()) {
                end();
            } else {
                Signals.each("KILL", left);
            }
        } else if (phase.live() && askedAt != NEVER && now - askedAt >= GRACE) {
            LOG.warn("run {} did not end within {} s: killing it", name(), GRACE / 100);
            signal("KILL");
        }
    }

    private boolean leading() {
        return leader != null ? leader.alive() : process != null && process.isAlive();
    }

    private void signal(String signal) throws IOException {
        if (leader != null && leader.alive()) {
            Signals.group(signal, leader.pid());
        }
    }

    /** Its processes without a leader. The group counts only if this worker saw its leader: its number may be another's by now. */
    private List<Long> left() {
        List<Long> marked = ProcessTable.carrying(launcher.mark(files));
        long group = leader == null ? 0 : leader.pid();
        return ProcessTable.all().stream()
                .filter(row -> row.running() && ((group != 0 && row.group() == group) || marked.contains(row.pid())))
                .map(ProcessTable.Row::pid)
                .toList();
    }

    /** On a full disk it ends all the same: only the next process of this worker would have to look again. */
    private void note(String why) {
        if (reason == null) {
            reason = why;
        }
        try {
            files.reason(why);
        } catch (IOException e) {
            LOG.warn("run {}: why it ends cannot be written down: {}", name(), e.toString());
        }
    }

    private void end() throws IOException {
        readEnd();
        phase = Phase.EXITED;
        try {
            files.markEnded();
        } catch (IOException e) {
            LOG.warn("run {}: its end cannot be written down: {}", name(), e.toString());
        }
        LOG.info("run {} ended: code={}{}", name(), exitCode, detail == null ? "" : " (" + detail + ")");
    }

    private void readEnd() throws IOException {
        OptionalInt code = files.exitCode();
        exitCode = code.orElse(KILLED);
        detail = files.reason().or(() -> Optional.ofNullable(reason)).orElse(code.isPresent() ? null : UNSEEN);
        startedAt = files.startedAt().orElse(null);
        pid = files.child().map(ProcessName::pid).orElse(null);
    }
}
