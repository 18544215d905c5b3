package org.tanist.testkit;

/**
 * Runs a randomised test with many seeds. The property {@value #PROPERTY} runs one seed alone; a failure names the seed to set
 * there, so every failure can be seen again.
 */
public final class Seeds {
    /** System property with the one seed to run. */
    public static final String PROPERTY = "tanist.seed";

    /** System property with the first of many seeds; 1 without it. */
    public static final String FIRST = "tanist.first-seed";

    /** System property with the number of seeds, instead of the test's own. */
    public static final String COUNT = "tanist.seeds";

    private static final long REPORT_NANOS = 60_000_000_000L;

    private Seeds() {}

    /** A test that takes all its randomness from the seed. */
    @FunctionalInterface
    public interface SeededTest {
        /** Runs once. */
        void run(long seed) throws Exception;
    }

    /**
     * Runs seeds 1 to {@code count}, or the one that the property names, or as many as the others say. Says now and then how far a long
     * run is.
     *
     * @throws AssertionError if a run fails; its message says how to repeat it
     */
    public static void each(int count, SeededTest test) {
        Long only = Long.getLong(PROPERTY);
        long first = only == null ? Long.getLong(FIRST, 1) : only;
        long last = only == null ? first + Long.getLong(COUNT, count) - 1 : only;
        long reported = System.nanoTime();
        for (long seed = first; seed <= last; seed++) {
            if (System.nanoTime() - reported > REPORT_NANOS) {
                reported = System.nanoTime();
                System.out.println("seeds " + first + " to " + (seed - 1) + " passed");
            }
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
