package org.tanist.worker.masters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tanist.client.ClientOptions;
import org.tanist.client.TanistClient;
import org.tanist.client.error.ClientException;
import org.tanist.client.error.NotFoundException;
import org.tanist.client.http.Address;
import org.tanist.worker.jars.JarSource;
import org.tanist.worker.jars.MissingJarException;

/** Jars from the masters: from whichever answers, which has its copy or gets one from another. Thread-safe. */
public final class MasterJars implements JarSource, AutoCloseable {

    /** A master that has to fetch a large jar itself answers late. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final TanistClient client;

    /** Asks these, and the others that they know. */
    public MasterJars(List<Address> masters) {
        this.client = TanistClient.of(ClientOptions.of(masters).withTimeout(SILENCE));
    }

    @Override
    public void fetch(String id, Path file) throws IOException {
        try {
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

    /** Fetches under way end by themselves. May be called again. */
    @Override
    public void close() {
        client.close();
    }
}
