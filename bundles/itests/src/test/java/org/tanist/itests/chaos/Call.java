package org.tanist.itests.chaos;

/**
 * One call of one client, a line of the history.
 *
 * @param client its number
 * @param kind {@code write} of a key that is written once, {@code set} of a register of this client alone, {@code get} of it
 * @param key which
 * @param value what was written or read; a register counts up
 * @param startNanos monotonic
 * @param endNanos monotonic
 * @param status HTTP status, 0 if no answer came
 * @param term the term that answered; -1 if unknown
 */
record Call(int client, String kind, String key, long value, long startNanos, long endNanos, int status, long term) {

    boolean ok() {
        return status / 100 == 2;
    }

    String line() {
        return String.join(
                "\t",
                Integer.toString(client),
                kind,
                key,
                Long.toString(value),
                Long.toString(startNanos),
                Long.toString(endNanos),
                Integer.toString(status),
                Long.toString(term));
    }

    static Call parse(String line) {
        String[] f = line.split("\t", -1);
        return new Call(
                Integer.parseInt(f[0]),
                f[1],
                f[2],
                Long.parseLong(f[3]),
                Long.parseLong(f[4]),
                Long.parseLong(f[5]),
                Integer.parseInt(f[6]),
                Long.parseLong(f[7]));
    }
}
