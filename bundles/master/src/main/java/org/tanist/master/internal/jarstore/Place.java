package org.tanist.master.internal.jarstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Where the jars are, as the catalogue says.
 *
 * @param number grows with every change of the root
 * @param root {@value Roots#LOCAL} or an address; empty while they were never moved: as configured
 * @param move the last migration
 * @param localLeft whether a migration has ended by which the masters' own disks were left
 */
record Place(long number, Optional<String> root, Optional<Move> move, boolean localLeft) {
    /** Never moved. */
    static final Place UNMOVED = new Place(0, Optional.empty(), Optional.empty(), false);

    /**
     * A migration, as far as the jar store works by it.
     *
     * @param id unique
     * @param from root before it
     * @param to root after it
     * @param state as in the catalogue's {@code Migration.State}, in lower case
     * @param cleaned whether the copies on the shared root that was left are deleted
     */
    record Move(String id, String from, String to, String state, boolean cleaned) {

        /** The root that copies are being made on, for it to become the root. */
        Optional<String> target() {
            return switch (state) {
                case "copying" -> Optional.of(to);
                case "returning" -> Optional.of(from);
                default -> Optional.empty();
            };
        }

        /** The root that was left, and may still have what the present one lacks. */
        Optional<String> spare() {
            return switch (state) {
                case "switched", "returning" -> Optional.of(from);
                case "returned" -> Optional.of(to);
                default -> Optional.empty();
            };
        }

        /** The root whose copies nobody needs any more. */
        Optional<String> left() {
            return switch (state) {
                case "confirmed" -> Optional.of(from);
                case "undone" -> Optional.of(to);
                default -> Optional.empty();
            };
        }
    }

    /** Reads the catalogue's answer. */
    static Place of(JsonNode json) {
        String root = json.path("root").asText("");
        JsonNode latest = json.path("migrations").path(0);
        boolean localLeft = false;
        for (JsonNode migration : json.path("migrations")) {
            localLeft |= move(migration).left().equals(Optional.of(Roots.LOCAL));
        }
        return new Place(
                json.path("number").asLong(),
                root.isEmpty() ? Optional.empty() : Optional.of(root),
                latest.isMissingNode() ? Optional.empty() : Optional.of(move(latest)),
                localLeft);
    }

    private static Move move(JsonNode json) {
        return new Move(
                json.path("id").asText(),
                json.path("from").asText(),
                json.path("to").asText(),
                json.path("state").asText(),
                json.path("cleaned").asBoolean());
    }
}
