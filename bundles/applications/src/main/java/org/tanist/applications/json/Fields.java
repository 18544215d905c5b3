package org.tanist.applications.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each taken once by its name and type; {@link #end} refuses what was not asked for.
 *
 * <p>A member that is null counts as missing.
 */
public final class Fields {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST_SHOWN = 60;

    private final JsonNode object;
    private final String where;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Of the object that a body is. */
    public static Fields of(byte[] body) throws InvalidException {
        if (body.length == 0) {
            throw new InvalidException("the body is empty: send a JSON object");
        }
        try {
            return object(MAPPER.readTree(body), "");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new InvalidException(where + "this is not JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("").replaceAll(" \\(start marker at .*", ""));
        } catch (IOException e) {
            throw new InvalidException("the body cannot be read as JSON: " + e.getMessage());
        }
    }

    private static Fields object(JsonNode node, String where) throws InvalidException {
        if (!node.isObject()) {
            throw new InvalidException(
                    (where.isEmpty() ? "the body" : "field '" + where + "'") + " must be a JSON object");
        }
        return new Fields(node, where);
    }

    /** A text that must be there. */
    public String text(String name) throws InvalidException {
        String text = textOrNull(name);
        if (text == null) {
            throw new InvalidException("field '" + where + name + "' is missing");
        }
        return text;
    }

    /** A text that may be missing. */
    public @Nullable String textOrNull(String name) throws InvalidException {
        JsonNode node = member(name);
        if (node != null && !node.isTextual()) {
            throw wrong(name, "a text");
        }
        return node == null ? null : node.textValue();
    }

    /** A whole number that must be there. */
    public long number(String name, long least, long most) throws InvalidException {
        Long number = numberOrNull(name, least, most);
        if (number == null) {
            throw new InvalidException("field '" + where + name + "' is missing");
        }
        return number;
    }

    /** A whole number that may be missing. */
    public @Nullable Long numberOrNull(String name, long least, long most) throws InvalidException {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(name, "a whole number");
        }
        if (node.longValue() < least || node.longValue() > most) {
            throw new InvalidException(
                    "field '" + where + name + "' is " + node.longValue() + ": use " + least + " to " + most);
        }
        return node.longValue();
    }

    /** A truth value; false if it is missing. */
    public boolean flag(String name) throws InvalidException {
        JsonNode node = member(name);
        if (node != null && !node.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return node != null && node.booleanValue();
    }

    /** An array of texts; none if it is missing. */
    public List<String> texts(String name) throws InvalidException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw wrong(name, "an array of texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** An object whose members are texts, sorted; none if it is missing. */
    public Map<String, String> map(String name) throws InvalidException {
        JsonNode node = member(name);
        Map<String, String> map = new TreeMap<>();
        if (node == null) {
            return map;
        }
        if (!node.isObject()) {
            throw wrong(name, "an object of texts");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!member.getValue().isTextual()) {
                throw wrong(name + "." + member.getKey(), "a text");
            }
            map.put(member.getKey(), member.getValue().textValue());
        }
        return map;
    }

    /** An array of objects; none if it is missing. */
    public List<Fields> objects(String name) throws InvalidException {
        List<Fields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array(name)) {
            objects.add(object(element, where + name + "[" + index++ + "]."));
        }
        return objects;
    }

    private JsonNode array(String name) throws InvalidException {
        JsonNode node = member(name);
        if (node == null) {
            return MAPPER.createArrayNode();
        }
        if (!node.isArray()) {
            throw wrong(name, "an array");
        }
        return node;
    }

    /** Refuses members that were not asked for. */
    public void end() throws InvalidException {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!asked.contains(member.getKey())) {
                throw new InvalidException("field '" + where + shortened(member.getKey()) + "' is unknown: use "
                        + String.join(", ", new TreeSet<>(asked)));
            }
        }
    }

    private @Nullable JsonNode member(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private InvalidException wrong(String name, String expected) {
        return new InvalidException("field '" + where + shortened(name) + "' must be " + expected);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
