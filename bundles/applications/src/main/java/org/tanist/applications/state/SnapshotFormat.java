package org.tanist.applications.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** The bytes of a state: equal states give equal bytes. Which instances a worker has follows from the instances and is not written. */
public final class SnapshotFormat {
    private static final int FORMAT = 1;
    private static final int MOST = 1_000_000;

    private SnapshotFormat() {}

    /** Writes a state. */
    public static void write(State state, DataOutput out) throws IOException {
        out.writeShort(FORMAT);
        out.writeInt(state.workers().size());
        for (Worker worker : state.workers().values()) {
            write(worker, out);
        }
        out.writeInt(state.applications().size());
        for (Application application : state.applications().values()) {
            write(application, out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the bytes are something else or of a newer format
     */
    public static State read(DataInput in) throws IOException {
        int format = in.readUnsignedShort();
        if (format != FORMAT) {
            throw new IOException("the state of applications has format " + format + ", this version reads " + FORMAT
                    + ": update this master");
        }
        TreePMap<String, Worker> workers = TreePMap.empty();
        for (int left = count(in); left > 0; left--) {
            Worker worker = worker(in);
            workers = workers.plus(worker.name(), worker);
        }
        TreePMap<String, Application> applications = TreePMap.empty();
        for (int left = count(in); left > 0; left--) {
            Application application = application(in);
            applications = applications.plus(application.name(), application);
            for (Instance instance : application.instances()) {
                Worker worker = instance.phase().onWorker() ? workers.get(instance.worker()) : null;
                if (worker != null) {
                    InstanceKey key = new InstanceKey(application.name(), instance.number());
                    int memory = application.spec().memoryMb();
                    workers = workers.plus(worker.name(), worker.with(key, memory, worker.version()));
                }
            }
        }
        return new State(applications, workers);
    }

    private static void write(Worker worker, DataOutput out) throws IOException {
        Worker.Profile profile = worker.profile();
        for (String text :
                List.of(profile.name(), profile.id(), profile.session(), profile.address(), profile.software())) {
            out.writeUTF(text);
        }
        out.writeInt(profile.slots());
        out.writeInt(profile.memoryMb());
        out.writeLong(worker.registered());
        out.writeBoolean(worker.lost());
        out.writeBoolean(worker.draining());
        out.writeLong(worker.version());
    }

    private static Worker worker(DataInput in) throws IOException {
        String name = in.readUTF();
        String id = in.readUTF();
        String session = in.readUTF();
        String address = in.readUTF();
        String software = in.readUTF();
        Worker.Profile profile = new Worker.Profile(name, id, session, address, in.readInt(), in.readInt(), software);
        return new Worker(
                profile, in.readLong(), in.readBoolean(), in.readBoolean(), in.readLong(), TreePMap.empty(), 0);
    }

    private static void write(Application application, DataOutput out) throws IOException {
        write(application.spec(), out);
        out.writeBoolean(application.stopped());
        out.writeBoolean(application.deleting());
        writeLong(application.quarantine(), out);
        out.writeInt(application.instances().size());
        for (Instance instance : application.instances()) {
            write(instance, out);
        }
        out.writeInt(application.history().size());
        for (Happening one : application.history()) {
            out.writeLong(one.position());
            out.writeLong(one.atMillis());
            out.writeUTF(one.event());
            writeLong(one.detail(), out);
        }
    }

    private static Application application(DataInput in) throws IOException {
        Spec spec = spec(in);
        boolean stopped = in.readBoolean();
        boolean deleting = in.readBoolean();
        String quarantine = readLong(in);
        PVector<Instance> instances = TreePVector.empty();
        int count = count(in);
        for (int number = 0; number < count; number++) {
            instances = instances.plus(instance(number, in));
        }
        PVector<Happening> history = TreePVector.empty();
        for (int left = count(in); left > 0; left--) {
            history = history.plus(new Happening(in.readLong(), in.readLong(), in.readUTF(), readLong(in)));
        }
        return new Application(spec, stopped, deleting, quarantine, instances, history);
    }

    private static void write(Spec spec, DataOutput out) throws IOException {
        out.writeUTF(spec.name());
        out.writeUTF(spec.jar());
        write(spec.args(), out);
        write(spec.jvmArgs(), out);
        out.writeInt(spec.env().size());
        for (Map.Entry<String, String> variable : spec.env().entrySet()) {
            out.writeUTF(variable.getKey());
            writeLong(variable.getValue(), out);
        }
        out.writeInt(spec.instances());
        out.writeByte(spec.restart().ordinal());
        out.writeInt(spec.memoryMb());
    }

    private static Spec spec(DataInput in) throws IOException {
        String name = in.readUTF();
        String jar = in.readUTF();
        List<String> args = texts(in);
        List<String> jvmArgs = texts(in);
        Map<String, String> env = new TreeMap<>();
        for (int left = count(in); left > 0; left--) {
            env.put(in.readUTF(), readLong(in));
        }
        int instances = in.readInt();
        Restart restart = constant(Restart.values(), in);
        return new Spec(name, jar, args, jvmArgs, env, instances, restart, in.readInt());
    }

    private static void write(Instance instance, DataOutput out) throws IOException {
        out.writeByte(instance.phase().ordinal());
        out.writeUTF(instance.worker());
        out.writeLong(instance.incarnation());
        Instance.Process process = instance.process();
        Long pid = process.pid();
        out.writeLong(pid == null ? -1 : pid);
        String startedAt = process.startedAt();
        out.writeUTF(startedAt == null ? "" : startedAt);
        Integer exitCode = process.exitCode();
        out.writeBoolean(exitCode != null);
        out.writeInt(exitCode == null ? 0 : exitCode);
        Tally tally = instance.tally();
        out.writeInt(tally.starts());
        out.writeInt(tally.failures());
        out.writeInt(tally.refusals());
        out.writeInt(tally.backoffSeconds());
        writeLong(instance.reason(), out);
        out.writeLong(instance.leaving().version());
        out.writeByte(instance.leaving().afterwards().ordinal());
        out.writeUTF(instance.leaving().from());
    }

    private static Instance instance(int number, DataInput in) throws IOException {
        Phase phase = constant(Phase.values(), in);
        String worker = in.readUTF();
        long incarnation = in.readLong();
        long pid = in.readLong();
        String startedAt = in.readUTF();
        boolean exited = in.readBoolean();
        int exitCode = in.readInt();
        @Nullable Integer code = exited ? exitCode : null;
        Instance.Process process =
                new Instance.Process(pid < 0 ? null : pid, startedAt.isEmpty() ? null : startedAt, code);
        Tally tally = new Tally(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        String reason = readLong(in);
        Instance.Leaving leaving = new Instance.Leaving(in.readLong(), constant(Afterwards.values(), in), in.readUTF());
        return new Instance(number, phase, worker, incarnation, process, tally, reason, leaving);
    }

    private static void write(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeLong(text, out);
        }
    }

    private static List<String> texts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            texts.add(readLong(in));
        }
        return texts;
    }

    private static <E> E constant(E[] constants, DataInput in) throws IOException {
        int ordinal = in.readUnsignedByte();
        if (ordinal >= constants.length) {
            throw new IOException(
                    "the state of applications is damaged: it has a constant " + ordinal + " of " + constants.length);
        }
        return constants[ordinal];
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("the state of applications is damaged: it claims " + count + " elements");
        }
        return count;
    }

    /** A text may come from a user or a worker, and be longer than {@code writeUTF} takes. */
    private static void writeLong(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readLong(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
