package org.tanist.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.tanist.client.json.Json;

/** Where results go. */
public final class Output {

    private final PrintStream out;
    private final Format format;
    private final boolean colour;

    /** Output in a format. */
    public Output(PrintStream out, Format format, boolean colour) {
        this.out = out;
        this.format = format;
        this.colour = colour;
    }

    /** Shows the API's object as it is, or the way that is meant for people. */
    public void show(Json json, Consumer<Page> people) {
        switch (format) {
            case TABLE -> people.accept(new Page(out, colour));
            case JSON -> write(json, Json.factory(), true);
            case YAML -> write(json, Yaml.factory(), false);
        }
        out.flush();
    }

    /** The format that was asked for. */
    public Format format() {
        return format;
    }

    /** Where bytes go that come one after the other. */
    public java.io.OutputStream stream() {
        return out;
    }

    /** Bytes as they are. */
    public void raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private void write(Json json, JsonFactory factory, boolean pretty) {
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            json.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to stdout", e);
        }
        if (pretty) {
            out.println();
        }
    }
}
