package org.tanist.client.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value. Unknown members are kept and ignored, so a newer master may say more than this client understands; a missing
 * member reads as its empty value.
 *
 * @param value a {@code Map<String, Object>}, a {@code List<Object>}, text, a number, a truth value, or null
 */
public record Json(@Nullable Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 64;

    /**
     * Reads one value.
     *
     * @throws IOException if the bytes are not JSON; the message names line and column
     */
    public static Json parse(byte[] bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new IOException("an empty text is not JSON");
            }
            return new Json(read(parser, 0));
        }
    }

    /** An object of these members; values as in {@link #value}. Members whose value is null are left out. */
    public static Json object(Map<String, ? extends @Nullable Object> members) {
        Map<String, Object> kept = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            if (member != null) {
                kept.put(name, member);
            }
        });
        return new Json(kept);
    }

    /** The factory that all parsers and generators of the client come from. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** A member that is text (or a scalar, as text); empty if it is missing. */
    public String text(String name) {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    /** A member that is text (or a scalar, as text); null if it is missing or null. */
    public @Nullable String textOrNull(String name) {
        Object member = members().get(name);
        return member == null ? null : member.toString();
    }

    /** A whole number; 0 if it is missing. */
    public long number(String name) {
        return members().get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A whole number, if it is there. */
    public OptionalLong numberIfAny(String name) {
        return members().get(name) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** A number, if it is there. */
    public OptionalDouble decimalIfAny(String name) {
        return members().get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** A truth value; false if it is missing. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(members().get(name));
    }

    /** Whether there is such a member and it is not null. */
    public boolean has(String name) {
        return members().get(name) != null;
    }

    /** A member of any kind; a missing one is the null value. */
    public Json member(String name) {
        return new Json(members().get(name));
    }

    /** The elements of a member that is an array; none if it is missing. */
    public <T> List<T> list(String name, Function<Json, T> reader) {
        return member(name).list(reader);
    }

    /** The elements of this array; none if this is not an array. */
    public <T> List<T> list(Function<Json, T> reader) {
        if (!(value instanceof List<?> elements)) {
            return List.of();
        }
        List<T> read = new ArrayList<>(elements.size());
        for (Object element : elements) {
            read.add(reader.apply(new Json(element)));
        }
        return List.copyOf(read);
    }

    /** The elements of an array member as texts. */
    public List<String> texts(String name) {
        return list(name, element -> String.valueOf(element.value()));
    }

    /** The members of this object, in their order; none if this is not an object. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> members() {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The bytes of this value as JSON without spaces. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** Writes this value to any generator of Jackson's. */
    public void writeTo(JsonGenerator generator) throws IOException {
        write(generator, value);
    }

    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static @Nullable Object read(JsonParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("JSON is nested deeper than " + DEEPEST);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, read(parser, depth + 1));
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser, depth + 1));
            }
            return elements;
        }
        return scalar(parser, token);
    }

    private static @Nullable Object scalar(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return parser.getNumberValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        throw new IOException("the JSON text ends too early");
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                generator.writeFieldName(String.valueOf(member.getKey()));
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Json json) {
            write(generator, json.value());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }
}
