package org.tanist.cli.masters;

import org.tanist.cli.output.Page;
import org.tanist.client.json.Json;

/** One member on a page: a line for each fact. */
final class MasterPage {

    private MasterPage() {}

    static void print(Page page, Json master) {
        master.members().forEach((name, value) -> page.line(String.format("%-11s %s", name, text(page, value))));
    }

    private static String text(Page page, @org.jspecify.annotations.Nullable Object value) {
        if (value instanceof String text) {
            return page.paint(text);
        }
        return value == null ? "-" : new Json(value).toString();
    }
}
