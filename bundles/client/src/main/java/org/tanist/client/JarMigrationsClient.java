package org.tanist.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tanist.client.follow.Call;
import org.tanist.client.http.HttpRequest;
import org.tanist.client.json.Json;
import org.tanist.client.wire.JarMigration;

/** Moves of all jars from one root to another. Each order happens once, however often it is sent. */
public final class JarMigrationsClient {

    private static final String ROOT = "/api/v1/jar-migrations";

    private final TanistClient client;

    JarMigrationsClient(TanistClient client) {
        this.client = client;
    }

    /** All that are kept, newest first. */
    public List<JarMigration> list() {
        return client.read(ROOT).list(JarMigration::of);
    }

    /** The last one. */
    public Optional<JarMigration> latest() {
        return list().stream().findFirst();
    }

    /**
     * Only checks that every master can use a root; the state of the result is {@code checked}.
     *
     * @throws org.tanist.client.error.RefusedException saying which masters cannot, and why
     */
    public JarMigration check(String to) {
        return order("?dryRun=true", body(to));
    }

    /**
     * Begins to move all jars; it goes on in the background.
     *
     * @param to {@code local} for the masters' own disks, or an address
     * @throws org.tanist.client.error.RefusedException saying which masters cannot use it, and why
     */
    public JarMigration begin(String to) {
        return order("", body(to));
    }

    /**
     * Has the copies on the old root deleted.
     *
     * @throws org.tanist.client.error.RefusedException while jars are missing on the new one
     */
    public JarMigration confirm(String id) {
        return order("/" + HttpRequest.encode(id, false) + "/confirm", new byte[0]);
    }

    /** Takes it back. */
    public JarMigration undo(String id) {
        return order("/" + HttpRequest.encode(id, false) + "/undo", new byte[0]);
    }

    private static byte[] body(String to) {
        return Json.object(Map.of("to", to)).bytes();
    }

    private JarMigration order(String target, byte[] body) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Accept", "application/json");
        Call call = Call.command("POST", ROOT + target, headers, body)
                .patient(client.options().timeout());
        return JarMigration.of(TanistClient.json(client.expect(call)));
    }
}
