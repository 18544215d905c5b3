package org.tanist.cli.output;

import java.io.PrintStream;

/** Text for people. */
public final class Page {

    private final PrintStream out;
    private final boolean colour;

    Page(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** One line. */
    public void line(String text) {
        out.println(text);
    }

    /** A table. */
    public void table(Table table) {
        table.print(out, colour);
    }

    /** A text in the colour that goes with a role, a state or a health. */
    public String paint(String word) {
        return colour ? Colour.of(word).paint(word) : word;
    }
}
