package org.tanist.cli.status;

/**
 * One thing that the doctor looked at.
 *
 * @param grade how it is
 * @param check short, dashes between words
 * @param detail one sentence with the figures, and what to do if it is bad
 */
record Finding(Grade grade, String check, String detail) {

    /** A finding that is good if it holds. */
    static Finding of(boolean good, String check, String detail) {
        return new Finding(good ? Grade.OK : Grade.BAD, check, detail);
    }

    /** How something is. */
    enum Grade {
        /** As it should be. */
        OK("ok"),
        /** Worth a look. */
        WARN("warn"),
        /** Not as it should be. */
        BAD("FAIL");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
