package org.tanist.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a master says of itself to other masters: {@code GET /api/v1/self}. Answered locally, in every role.
 *
 * @param clusterName from its configuration
 * @param clusterId null while it is blank: neither founded nor joined
 * @param fresh whether it has never applied a journal entry
 * @param seats the addresses of the founders it was started with, sorted
 * @param members {@code id=name=host:port} of every member it knows
 * @param configuration hash of the keys that must be equal on all masters
 * @param jarRoot which root its jar store uses, {@code TOKEN ADDRESS}; null or empty while that is not known
 * @param ended the last term that it gave up by itself since it was started; null or empty if there is none
 * @param status its own row
 */
public record SelfReport(
        String clusterName,
        @Nullable String clusterId,
        boolean fresh,
        List<String> seats,
        List<String> members,
        String configuration,
        @Nullable String jarRoot,
        @Nullable EndedTerm ended,
        MasterStatus status) {}
