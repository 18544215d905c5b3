package org.tanist.worker.options;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512MB}, {@code 2GB}. */
final class Size {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

    private Size() {}

    /** Bytes. */
    static long parse(String option, String text) throws OptionException {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new OptionException(option + " " + text + " is no size: write e.g. 512MB or 2GB");
        }
        int shift = SHIFTS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 0);
        long number = Long.parseLong(matcher.group(1));
        if (number == 0 || number > Long.MAX_VALUE >> (shift + 1)) {
            throw new OptionException(option + " " + text + " is out of range: write e.g. 512MB or 2GB");
        }
        return number << shift;
    }
}
