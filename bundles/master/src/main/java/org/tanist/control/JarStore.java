package org.tanist.control;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.tanist.service.Reply;

/**
 * The jars as one master offers them. A jar's id is {@code sha256:} and the 64 hexadecimal digits of its content's hash.
 *
 * <p>All methods read or write whole jars and block: call them on threads that may. Failures are {@code TanistException}s. Memory is
 * some 4 MB a call, however large a jar is.
 */
@ProviderType
public interface JarStore {

    /**
     * Takes a jar in: to this master's disk and, while it comes in, to those of the others; then enters it into the catalogue. When
     * this returns, as many masters as configured have it on disk; when it throws, it is not in the catalogue.
     *
     * @param name for people, 1 to 255 characters
     * @param length in bytes as its sender says; -1 if it does not
     * @param bytes is not closed
     */
    PublishedJar publish(String name, long length, InputStream bytes);

    /**
     * Keeps a copy of a jar that another master is taking in; durable when this returns.
     *
     * @param upload unique for this attempt: 1 to 64 letters, digits and dashes
     */
    JarCopy keep(String upload, InputStream bytes);

    /**
     * A jar of the catalogue, from this master's disk, or fetched from another master first.
     *
     * @param stale whether this master's own view of the catalogue will do
     */
    JarContent open(String id, boolean stale);

    /** This master's own copy, whether the catalogue knows it or not; {@code NOT_FOUND} if it has none. */
    JarContent copy(String id);

    /** Reads this master's copy from end to end, and repairs it if it is missing or damaged. */
    JarCheck check(String id);

    /**
     * Enters a jar into the catalogue, on the active, after having seen that enough masters have its bytes.
     *
     * @param order id of the command; the same again has no second effect
     * @param id {@code sha256:…}
     * @param entry JSON {@code {name, size, place}}
     * @return as the catalogue answers; {@code PRECONDITION_FAILED} if the jars have moved since it was stored
     */
    CompletionStage<Reply> enter(String order, String id, byte[] entry);

    /** Moves of all jars to another root, newest first; with progress on the active. Does not block for long. */
    List<JarMigration> migrations();

    /**
     * Begins to move all jars to another root, on the active; it goes on in the background, whoever is active.
     *
     * @param order id of the command; the same again has no second effect
     * @param to {@code local} or an address
     * @param dryRun whether only to check that every master can use it
     * @throws org.tanist.cluster.TanistException {@code REFUSED} with each master that cannot, and why
     */
    JarMigration migrate(String order, String to, boolean dryRun);

    /**
     * Ends a migration, on the active: the copies on the root that was left are deleted.
     *
     * @throws org.tanist.cluster.TanistException {@code REFUSED} while jars are missing on the new one
     */
    JarMigration confirmMigration(String order, String migration);

    /** Takes a migration back, on the active: before the switch at once, after it by copying back what has come since. */
    JarMigration undoMigration(String order, String migration);

    /** Whether this master can use a root. */
    JarRootReport checkRoot(JarRootCheck check);

    /** How far this master's part in a migration is. */
    JarRootReport rootReport();
}
