package org.tanist.http.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tanist.cluster.Endpoint;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** What the fake masters of one test share: who is active, the state, the journal's length and the ids that were applied. */
final class FakeCluster {
    final AtomicLong position = new AtomicLong();
    final Map<String, Value> registry = new ConcurrentHashMap<>();
    final Map<String, Reply> applied = new ConcurrentHashMap<>();
    final Map<String, Integer> submissions = new ConcurrentHashMap<>();
    final CopyOnWriteArrayList<FakeControl> masters = new CopyOnWriteArrayList<>();
    final FakeJars jars = new FakeJars();
    private volatile long term = 1;
    private volatile @Nullable String active;

    record Value(byte[] bytes, long version) {}

    FakeControl master(String name, Endpoint address) {
        FakeControl control = new FakeControl(this, name, address);
        masters.add(control);
        return control;
    }

    /** Makes one active in a new term; all know at once. */
    void activate(String name) {
        term++;
        active = name;
        masters.forEach(FakeControl::routeChanged);
    }

    /** Nobody is active from now on. */
    void nobody() {
        active = null;
        masters.forEach(FakeControl::routeChanged);
    }

    long term() {
        return term;
    }

    @Nullable
    String active() {
        return active;
    }

    @Nullable
    FakeControl named(String name) {
        return masters.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    /** Applies a command once. */
    synchronized Reply apply(String id, Request request) {
        submissions.merge(id, 1, Integer::sum);
        return applied.computeIfAbsent(id, k -> write(request));
    }

    private Reply write(Request request) {
        Value present = registry.get(request.path());
        String match = request.parameters().get("if-match");
        boolean mustNotExist = request.parameters().containsKey("if-none-match");
        if ((match != null && (present == null || present.version() != Long.parseLong(match)))
                || (mustNotExist && present != null)) {
            Reply failed = Reply.failure(Reply.Status.PRECONDITION_FAILED, "the key has another version");
            return present == null ? failed : failed.with("version", Long.toString(present.version()));
        }
        if (request.path().contains("//") || request.path().endsWith("/")) {
            return Reply.failure(Reply.Status.INVALID, "odd key '" + request.path() + "'");
        }
        long version = position.incrementAndGet();
        if (request.method().equals("DELETE")) {
            return registry.remove(request.path()) == null
                    ? Reply.failure(Reply.Status.NOT_FOUND, "there is no key '" + request.path() + "'")
                    : Reply.done();
        }
        registry.put(request.path(), new Value(request.body(), version));
        Reply done = present == null ? new Reply(Reply.Status.CREATED, Map.of(), new byte[0]) : Reply.done();
        return done.with("version", Long.toString(version));
    }

    Reply read(Request request) {
        if (request.path().isEmpty()) {
            StringBuilder list = new StringBuilder();
            new java.util.TreeMap<>(registry)
                    .forEach((key, value) -> list.append(list.length() == 0 ? "[" : ",")
                            .append("{\"key\":\"")
                            .append(key)
                            .append("\",\"version\":")
                            .append(value.version())
                            .append('}'));
            return Reply.ok(list.length() == 0 ? "[]" : list + "]");
        }
        Value value = registry.get(request.path());
        return value == null
                ? Reply.failure(Reply.Status.NOT_FOUND, "there is no key '" + request.path() + "'")
                : Reply.ok(value.bytes()).with("version", Long.toString(value.version()));
    }

    /** A map in the given order. */
    static Map<String, String> facts(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
