package org.tanist.cli.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tanist.cli.context.ExitCode;
import org.tanist.cli.context.Failure;
import org.tanist.cli.context.Globals;
import org.tanist.cli.output.Format;
import org.tanist.client.TanistClient;
import org.tanist.client.json.Json;
import org.tanist.client.wire.Versioned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tanist registry get}. */
@Command(name = "get", description = "Writes a value to stdout as it is; with -o json also its version.")
public final class GetKey implements Callable<Integer> {

    private final Globals globals;

    @Parameters(paramLabel = "K", description = "The key.")
    private String key = "";

    /** The command. */
    public GetKey(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (TanistClient client = globals.client()) {
            Versioned found = client.registry()
                    .get(key, globals.stale())
                    .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "there is no key '" + key + "'"));
            if (globals.output().format() == Format.TABLE) {
                globals.output().raw(found.value());
            } else {
                globals.output().show(json(found), page -> page.line(found.text()));
            }
            return ExitCode.OK;
        }
    }

    private Json json(Versioned found) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("key", key);
        members.put("version", found.version());
        try {
            members.put(
                    "value",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(found.value()))
                            .toString());
        } catch (CharacterCodingException e) {
            // Not text: JSON can only carry it encoded.
            members.put("base64", Base64.getEncoder().encodeToString(found.value()));
        }
        return Json.object(members);
    }
}
