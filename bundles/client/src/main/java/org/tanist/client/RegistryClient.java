package org.tanist.client;

import static org.tanist.client.http.HttpRequest.encode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.error.PreconditionFailedException;
import org.tanist.client.error.Problem;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpAnswer;
import org.tanist.client.wire.KeyVersion;
import org.tanist.client.wire.Versioned;
import org.tanist.client.wire.Written;

/**
 * The linearizable key-value store. Keys are up to 512 bytes of UTF-8 and may hold slashes; values up to 256 KiB.
 *
 * <p>A write that returned is on the disks of a majority. One that threw {@code NoActiveException} may still have happened when
 * the cluster died under it; read before you decide.
 */
public final class RegistryClient {

    private static final String ROOT = "/api/v1/registry";

    private final TanistClient client;

    RegistryClient(TanistClient client) {
        this.client = client;
    }

    /** The value of a key, if there is one; the newest acknowledged one. */
    public Optional<Versioned> get(String key) {
        return get(key, false);
    }

    /**
     * The value of a key, if there is one.
     *
     * @param stale whether an older one will do
     */
    public Optional<Versioned> get(String key, boolean stale) {
        HttpAnswer answer = client.send(Call.get(target(key) + (stale ? "?stale=true" : "")));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(new Versioned(successful(answer).body(), version(answer)));
    }

    /** Sets a key, whatever it was. */
    public Written put(String key, byte[] value) {
        return write(key, value, Map.of());
    }

    /** Sets a key to text, whatever it was. */
    public Written put(String key, String value) {
        return put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets a key that does not exist yet.
     *
     * @throws PreconditionFailedException if it exists
     */
    public Written create(String key, byte[] value) {
        return write(key, value, Map.of("If-None-Match", "*"));
    }

    /**
     * Sets a key if it still has this version.
     *
     * @throws PreconditionFailedException if it has another, or does not exist
     */
    public Written replace(String key, long version, byte[] value) {
        return write(key, value, ifMatch(version));
    }

    /** Deletes a key; false if it did not exist. */
    public boolean delete(String key) {
        return delete(key, Map.of());
    }

    /**
     * Deletes a key if it still has this version; false if it did not exist.
     *
     * @throws PreconditionFailedException if it has another
     */
    public boolean delete(String key, long version) {
        return delete(key, ifMatch(version));
    }

    /**
     * Keys with a prefix, in order.
     *
     * @param limit at most that many
     * @param after only keys behind this one; null to start at the first
     */
    public List<KeyVersion> list(String prefix, int limit, @Nullable String after) {
        String target = ROOT + "?prefix=" + encode(prefix, false) + "&limit=" + limit;
        return client.read(after == null ? target : target + "&after=" + encode(after, false))
                .list(KeyVersion::of);
    }

    private Written write(String key, byte[] value, Map<String, String> headers) {
        HttpAnswer answer = client.expect(Call.command("PUT", target(key), headers, value));
        return new Written(version(answer), answer.status() == 201);
    }

    private boolean delete(String key, Map<String, String> headers) {
        try {
            client.expect(Call.command("DELETE", target(key), headers, null));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static HttpAnswer successful(HttpAnswer answer) {
        if (!answer.successful()) {
            throw ClientException.of(Problem.of(answer.status(), answer.body()));
        }
        return answer;
    }

    private static Map<String, String> ifMatch(long version) {
        return Map.of("If-Match", "\"" + version + "\"");
    }

    private static String target(String key) {
        return ROOT + "/" + encode(key, true);
    }

    private static long version(HttpAnswer answer) {
        String tag = answer.header("ETag");
        if (tag == null || tag.length() < 3) {
            return 0;
        }
        try {
            return Long.parseLong(tag, 1, tag.length() - 1, 10);
        } catch (NumberFormatException e) {
            throw new ClientException(Problem.local("internal", "the ETag " + tag + " is not a version"));
        }
    }
}
