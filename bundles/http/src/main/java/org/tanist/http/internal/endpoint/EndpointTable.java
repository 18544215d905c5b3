package org.tanist.http.internal.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All endpoints by path. Immutable. */
public final class EndpointTable {

    /**
     * All methods of one path.
     *
     * @param prefix the path up to its parameter, or the whole path if it has none
     * @param suffix the path behind its parameter, mostly empty
     * @param slashes whether slashes may occur in the parameter
     * @param methods by method
     */
    public record Resource(String prefix, String suffix, boolean slashes, Map<String, Operation> methods) {

        private boolean matches(String path) {
            int end = path.length() - suffix.length();
            return end > prefix.length()
                    && path.startsWith(prefix)
                    && path.endsWith(suffix)
                    && (slashes || path.lastIndexOf('/', end - 1) < prefix.length());
        }

        /** The raw parameter in a path that matches. */
        public String argument(String path) {
            return suffix.isEmpty()
                    ? path.substring(prefix.length())
                    : path.substring(prefix.length(), path.length() - suffix.length());
        }

        /** The operation for a method, HEAD like GET; null if there is none. */
        public @Nullable Operation operation(String method) {
            return methods.get(method.equals("HEAD") ? "GET" : method);
        }

        /** The value of the header {@code Allow}. */
        public String allow() {
            List<String> allowed = new ArrayList<>(methods.keySet());
            if (methods.containsKey("GET")) {
                allowed.add("HEAD");
            }
            allowed.add("OPTIONS");
            return String.join(", ", allowed);
        }
    }

    private final List<Operation> operations;
    private final Map<String, Resource> exact = new HashMap<>();
    private final List<Resource> prefixed = new ArrayList<>();

    /** Of these operations. */
    public EndpointTable(List<Operation> operations) {
        this.operations = List.copyOf(operations);
        Map<String, Map<String, Operation>> byTemplate = new TreeMap<>();
        for (Operation operation : operations) {
            byTemplate
                    .computeIfAbsent(operation.template(), t -> new TreeMap<>())
                    .put(operation.method(), operation);
        }
        byTemplate.forEach((template, methods) -> {
            int brace = template.indexOf('{');
            if (brace < 0) {
                exact.put(template, new Resource(template, "", false, methods));
            } else {
                String suffix = template.substring(template.indexOf('}') + 1);
                prefixed.add(new Resource(template.substring(0, brace), suffix, template.endsWith("…}"), methods));
            }
        });
        prefixed.sort(Comparator.comparingInt(
                        (Resource r) -> r.prefix().length() + r.suffix().length())
                .reversed());
    }

    /** The resource of a raw path; null if there is none. */
    public @Nullable Resource find(String path) {
        Resource found = exact.get(path);
        if (found != null) {
            return found;
        }
        for (Resource resource : prefixed) {
            if (resource.matches(path)) {
                return resource;
            }
        }
        return null;
    }

    /** All operations, in the order of their declaration. */
    public List<Operation> operations() {
        return operations;
    }
}
