package org.tanist.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns under headings; numbers are set right. The last column is as long as it likes. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    /** An empty table. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** Adds a row; its cells in the order of the headings. */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row has " + cells.length + " cells for " + headings.size());
        }
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    void print(PrintStream out, boolean colour) {
        int[] widths = new int[headings.size()];
        boolean[] right = new boolean[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).length();
            right[column] = !rows.isEmpty();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
                right[column] &= numeric(row.get(column));
            }
        }
        out.println(line(headings, widths, right, false));
        for (List<String> row : rows) {
            out.println(line(row, widths, right, colour));
        }
    }

    private static String line(List<String> cells, int[] widths, boolean[] right, boolean colour) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String pad = " ".repeat(widths[column] - cell.length());
            String painted = colour ? Colour.of(cell).paint(cell) : cell;
            line.append(column == 0 ? "" : GAP).append(right[column] ? pad + painted : painted + pad);
        }
        return line.toString().stripTrailing();
    }

    private static boolean numeric(String cell) {
        return !cell.isEmpty()
                && (cell.equals("-") || Character.isDigit(cell.charAt(0)))
                && cell.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-');
    }
}
