package org.tanist.applications.state;

import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * All applications and workers at one moment. Immutable; a change shares all but a path of nodes with what was before.
 *
 * @param applications by name
 * @param workers by name
 */
public record State(TreePMap<String, Application> applications, TreePMap<String, Worker> workers) {
    /** Nothing yet. */
    public static final State EMPTY = new State(TreePMap.empty(), TreePMap.empty());

    /** The application, or null. */
    public @Nullable Application application(String name) {
        return applications.get(name);
    }

    /** The instance, or null. */
    public @Nullable Instance instance(InstanceKey key) {
        Application application = applications.get(key.application());
        return application == null
                        || key.number() < 0
                        || key.number() >= application.instances().size()
                ? null
                : application.instances().get(key.number());
    }

    /** The worker, or null. */
    public @Nullable Worker worker(String name) {
        return workers.get(name);
    }
}
