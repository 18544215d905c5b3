package org.tanist.http.internal.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.stream.Collectors;
import org.tanist.cluster.ErrorCode;
import org.tanist.cluster.TanistException;
import org.tanist.cluster.Term;

/** JSON of the API: records as they are, and strict when it reads. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addMixIn(Term.class, TermAsNumber.class)
            .build();

    private Json() {}

    /** Writes a term as its number. */
    private interface TermAsNumber {
        @JsonValue
        long value();
    }

    /** Writes a value. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws TanistException INVALID, saying where and which field, if it is not what is expected
     */
    public static <T> T read(byte[] body, Class<T> type) {
        if (body.length == 0) {
            throw invalid("the body is empty: send a JSON object");
        }
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw invalid("the body is null: send a JSON object");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw invalid(where(e) + "field '" + e.getPropertyName() + "' is unknown: use " + known);
        } catch (InvalidFormatException e) {
            throw invalid(where(e) + "field '" + field(e) + "' has the wrong type: " + expected(e) + " is expected");
        } catch (MismatchedInputException e) {
            String name = field(e);
            throw invalid(where(e)
                    + (name.isEmpty()
                            ? "this is not the JSON object that is expected"
                            : "field '" + name + "' has the wrong type: " + expected(e) + " is expected"));
        } catch (JsonProcessingException e) {
            throw invalid(where(e) + "this is not JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw invalid("the body cannot be read as JSON: " + e.getMessage());
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        return type == null ? "another type" : type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        // What Jackson says of its own source helps nobody.
        return (end < 0 ? text : text.substring(0, end)).replaceAll(" \\(start marker at .*", "");
    }

    private static TanistException invalid(String detail) {
        return new TanistException(ErrorCode.INVALID, detail);
    }
}
