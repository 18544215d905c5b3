package org.tanist.applications.command;

import java.util.List;
import org.tanist.applications.catalogue.JarCatalogue;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Draft;
import org.tanist.service.Reply;
import org.tanist.service.Reply.Status;
import org.tanist.service.Request;

/** Finds what a command means. */
public final class Orders {
    /** Prefix of the commands that only the active gives. */
    public static final String INTERNAL = "internal/";

    private Orders() {}

    /** Applies a command to a draft; a reply that is no success means that the draft is to be thrown away. */
    public static Reply apply(Draft draft, Request request, JarCatalogue jars) {
        try {
            return request.path().startsWith(INTERNAL)
                    ? internal(draft, request)
                    : ofUser(draft, request, List.of(request.path().split("/", -1)), jars);
        } catch (InvalidException e) {
            return Reply.failure(Status.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static Reply ofUser(Draft draft, Request request, List<String> path, JarCatalogue jars)
            throws InvalidException {
        String what = request.method() + " " + path.get(0) + "/".repeat(path.size() - 1);
        return switch (what) {
            case "POST applications" -> ApplicationOrders.submit(draft, request.body(), jars);
            case "DELETE applications/" -> ApplicationOrders.delete(draft, path.get(1));
            case "POST applications//" ->
                switch (path.get(2)) {
                    case "stop" -> ApplicationOrders.stop(draft, path.get(1));
                    case "restart" -> ApplicationOrders.restart(draft, path.get(1));
                    default -> notAllowed(request);
                };
            case "POST workers//", "DELETE workers//" ->
                path.get(2).equals("drain")
                        ? WorkerOrders.drain(
                                draft, path.get(1), request.method().equals("POST"))
                        : notAllowed(request);
            case "DELETE workers/" -> WorkerOrders.remove(draft, path.get(1));
            default -> notAllowed(request);
        };
    }

    private static Reply internal(Draft draft, Request request) throws InvalidException {
        String what = request.method().equals("POST") ? request.path().substring(INTERNAL.length()) : "";
        return switch (what) {
            case "register" -> WorkerOrders.register(draft, request.body());
            case "lost" -> WorkerOrders.lost(draft, request.body());
            case "place" -> RunOrders.place(draft, request.body());
            case "evict" -> RunOrders.evict(draft, request.body());
            case "report" -> ReportOrders.report(draft, request.body());
            default -> notAllowed(request);
        };
    }

    private static Reply notAllowed(Request request) {
        return Reply.failure(
                Status.NOT_ALLOWED,
                "applications have no command "
                        + (request.method() + " " + request.path())
                                .codePoints()
                                .limit(80)
                                .filter(c -> !Character.isISOControl(c))
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
    }
}
