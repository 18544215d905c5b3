package org.tanist.worker.masters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.http.Address;
import org.tanist.worker.jars.JarSource;
import org.tanist.worker.jars.MissingJarException;

/** Jars from the masters: from whichever answers, which has its copy or gets one from another. Thread-safe. */
public final class MasterJars implements JarSource {

    /** A master that has to fetch a large jar itself answers late. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Clients clients;

    /** Asks all masters that the heartbeats know of: those that the worker was given may be gone by now. */
    public MasterJars(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void fetch(String id, Path file) throws IOException {
        try (TanistClient client = TanistClient.of(
                ClientOptions.of(Address.parseList(clients.known())).withTimeout(SILENCE))) {
            client.jars().get(id, file, (bytes, of) -> {});
        } catch (NotFoundException e) {
            throw new MissingJarException(
                    e.code().equals("lost")
                            ? String.valueOf(e.getMessage())
                            : "no master has jar " + id + ": " + e.getMessage());
        } catch (ClientException e) {
            throw new IOException("jar " + id + " cannot be had: " + e.getMessage(), e);
        }
    }
}
