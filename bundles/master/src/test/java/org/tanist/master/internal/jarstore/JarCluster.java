package org.tanist.master.internal.jarstore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tanist.cluster.Member;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.journal.Entry;
import org.tanist.master.internal.platform.Ticker;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Masters with one journal, and a clock that runs as the machine's does and can be set forward. */
final class JarCluster implements Ticker, AutoCloseable {
    private final Path directory;
    private final List<JarMaster> masters = new ArrayList<>();
    private final List<Entry> journal = new ArrayList<>();
    private final AtomicLong ahead = new AtomicLong();
    private volatile int active;
    volatile Limits limits = limits("majority", 50_000_000, 0);

    JarCluster(Path directory, int size) {
        this.directory = directory;
        for (int i = 0; i < size; i++) {
            String name = "m" + i;
            masters.add(new JarMaster(this, name, directory.resolve(name)));
        }
    }

    static Limits limits(String copies, long mostJar, long quota) {
        return new Limits(copies, mostJar, quota, 1_000, Duration.ofSeconds(3), Duration.ofHours(1), 1 << 20);
    }

    JarMaster master(int index) {
        return masters.get(index);
    }

    /** All members, running or not. */
    List<Member> members() {
        return masters.stream().map(JarMaster::member).toList();
    }

    /** Starts a master that was closed, on its old directory. */
    JarMaster restart(int index) {
        JarMaster again = new JarMaster(this, "m" + index, directory.resolve("m" + index));
        masters.set(index, again);
        synchronized (journal) {
            for (int i = 0; i < journal.size(); i++) {
                again.host.apply(new Position(new Term(1), i + 1), journal.get(i));
            }
        }
        return again;
    }

    /** Commits a command and applies it everywhere; the reply is that of one master. */
    Reply commit(JarMaster at, String id, Request request) {
        synchronized (journal) {
            Entry entry = new Entry(Catalogue.SERVICE, id, 1000, request.encode());
            journal.add(entry);
            for (JarMaster master : masters) {
                master.host.apply(new Position(new Term(1), journal.size()), entry);
            }
            return at.replies.get(id);
        }
    }

    /** The one that may commit. */
    JarMaster active() {
        return masters.get(active);
    }

    void activate(int index) {
        active = index;
    }

    void advance(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return System.nanoTime() + ahead.get();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public void close() {
        masters.forEach(JarMaster::close);
    }
}
