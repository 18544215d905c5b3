package org.tanist.applications.command;

import java.util.regex.Pattern;
import org.tanist.applications.json.Fields;
import org.tanist.applications.json.InvalidException;
import org.tanist.applications.state.Worker;

/** Reads what a worker says of itself. */
public final class ProfileReader {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/?#@]{1,255}:[0-9]{1,5}");
    private static final int MOST_SLOTS = 1_000;
    private static final int MOST_MEMORY = 1 << 24;
    private static final int LONGEST_VERSION = 100;

    private ProfileReader() {}

    /** Reads the body of a registration. */
    public static Worker.Profile read(byte[] body) throws InvalidException {
        Fields fields = Fields.of(body);
        Worker.Profile profile = new Worker.Profile(
                SpecReader.name("a worker", fields.text("name")),
                uuid(fields, "id"),
                uuid(fields, "session"),
                fields.text("address"),
                (int) fields.number("slots", 1, MOST_SLOTS),
                (int) fields.number("memoryMb", 1, MOST_MEMORY),
                fields.text("version"));
        fields.end();
        if (!ADDRESS.matcher(profile.address()).matches()) {
            throw new InvalidException("field 'address' must be host:port");
        }
        if (profile.software().length() > LONGEST_VERSION) {
            throw new InvalidException("field 'version' is longer than " + LONGEST_VERSION + " characters");
        }
        return profile;
    }

    private static String uuid(Fields fields, String name) throws InvalidException {
        String text = fields.text(name);
        if (!UUID.matcher(text).matches()) {
            throw new InvalidException("field '" + name + "' must be a UUID");
        }
        return text;
    }
}
