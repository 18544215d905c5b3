package org.tanist.registry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.tanist.cluster.Position;
import org.tanist.cluster.Term;
import org.tanist.service.Command;
import org.tanist.service.Reply;
import org.tanist.service.Request;

/** Feeds one registry with commands at growing positions, as the master-service host does. */
final class Commands {
    final Registry registry;
    private long index;

    Commands(Registry registry) {
        this.registry = registry;
    }

    Reply put(String key, String value) {
        return put(key, value, Map.of());
    }

    Reply put(String key, String value, Map<String, String> parameters) {
        return apply(new Request("PUT", key, parameters, value.getBytes(StandardCharsets.UTF_8)));
    }

    Reply delete(String key, Map<String, String> parameters) {
        return apply(new Request("DELETE", key, parameters, new byte[0]));
    }

    Reply apply(Request request) {
        index++;
        return registry.apply(new Command(new Position(new Term(1), index), "id-" + index, 0, request));
    }

    Reply get(String key) {
        return registry.query(Request.of("GET", key));
    }

    Reply list(Map<String, String> parameters) {
        return registry.query(new Request("GET", "", parameters, new byte[0]));
    }
}
