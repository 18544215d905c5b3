package org.tanist.testkit;

/**
 * Runs a randomised test with many seeds. The property {@value #PROPERTY} runs one seed alone; a failure names the seed to set
 * there, so every failure can be seen again.
 */
public final class Seeds {
    /** System property with the one seed to run. */
    public static final String PROPERTY = "tanist.seed";

    private Seeds() {}

    /** A test that takes all its randomness from the seed. */
    @FunctionalInterface
    public interface SeededTest {
        /** Runs once. */
        void run(long seed) throws Exception;
    }

    /**
     * Runs seeds 1 to {@code count}, or the one that the property names.
     *
     * @throws AssertionError if a run fails; its message says how to repeat it
     */
    public static void each(int count, SeededTest test) {
        Long only = Long.getLong(PROPERTY);
        long first = only == null ? 1 : only;
        long last = only == null ? count : only;
        for (long seed = first; seed <= last; seed++) {
            try {
                test.run(seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " failed, repeat it with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(),
                        e);
            }
        }
    }
}
