package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tanist.cluster.Member;
import org.tanist.cluster.Position;
import org.tanist.control.JarMigration.Share;
import org.tanist.control.JarRootCheck;
import org.tanist.master.internal.peers.PeerCalls;

/** Asks the other masters about a root: whether they can use it, and how many jars they have there. Thread-safe; blocks. */
final class Shares {
    private static final String PATH = "/api/v1/jar-roots";
    private static final long REPORT_MILLIS = 1_500;
    /** A root on a network is opened, written and read for it. */
    private static final long CHECK_MILLIS = 10_000;

    private final PeerCalls calls;
    private final Surroundings around;

    Shares(PeerCalls calls, Surroundings around) {
        this.calls = calls;
        this.around = around;
    }

    /**
     * How far the others are with copies on disks of their own.
     *
     * @param at what they must have applied for their count to mean anything
     */
    List<Share> ask(Position at) {
        List<Share> shares = new ArrayList<>();
        send(new PeerCalls.Order("GET", PATH, "", Map.of()), REPORT_MILLIS)
                .forEach((member, json) -> shares.add(share(member.name(), json, at)));
        return shares;
    }

    private static Share share(String name, JsonNode json, Position at) {
        String obstacle = obstacle(json);
        if (!obstacle.isEmpty()) {
            return new Share(name, 0, obstacle);
        }
        return json.path("position").asLong() < at.index()
                ? new Share(name, 0, "is behind with the journal")
                : new Share(
                        name,
                        json.path("jarsDone").asInt(),
                        "has " + json.path("jarsDone").asInt() + " of "
                                + json.path("jars").asInt());
    }

    private static String obstacle(JsonNode json) {
        return json.hasNonNull("obstacle") ? json.path("obstacle").asText() : "";
    }

    /** Why others cannot use a root, by name; empty if they all can. */
    Map<String, String> obstacles(JarRootCheck check) {
        Map<String, String> obstacles = new LinkedHashMap<>();
        PeerCalls.Order order = new PeerCalls.Order("POST", PATH, "check", check);
        send(order, CHECK_MILLIS).forEach((member, json) -> {
            String obstacle = obstacle(json);
            if (!obstacle.isEmpty()) {
                obstacles.put(member.name(), obstacle);
            }
        });
        return obstacles;
    }

    private Map<Member, JsonNode> send(PeerCalls.Order order, long millis) {
        Map<Member, CompletableFuture<PeerCalls.Answered>> asked = new LinkedHashMap<>();
        around.others().forEach(member -> asked.put(member, calls.send(member.address(), order)));
        Map<Member, JsonNode> answers = new LinkedHashMap<>();
        long since = around.ticker().nanos();
        asked.forEach((member, call) -> {
            long left = Math.max(1, millis - Math.round(around.ticker().millisSince(since)));
            answers.put(member, answer(call, left));
        });
        return answers;
    }

    private static JsonNode answer(CompletableFuture<PeerCalls.Answered> call, long millis) {
        try {
            PeerCalls.Answered answer = call.get(millis, TimeUnit.MILLISECONDS);
            return answer.status() == 200 ? answer.json() : none(answer.detail());
        } catch (ExecutionException | TimeoutException e) {
            call.cancel(true);
            return none("does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("was not asked to the end");
        }
    }

    private static JsonNode none(String why) {
        return JsonNodeFactory.instance.objectNode().put("obstacle", why);
    }
}
