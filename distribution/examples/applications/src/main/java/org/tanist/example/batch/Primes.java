package org.tanist.example.batch;

import java.util.BitSet;

/** {@code primes [LIMIT] [CODE]}: counts the primes below a limit and ends with a code. */
public final class Primes {

    private Primes() {}

    /** Exit code 0, unless another one was asked for. */
    public static void main(String[] arguments) {
        int limit = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int code = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        System.out.println("there are " + count(limit) + " primes below " + limit);
        System.exit(code);
    }

    /** The sieve of Eratosthenes. */
    static int count(int limit) {
        BitSet composite = new BitSet(limit);
        int found = 0;
        for (int number = 2; number < limit; number++) {
            if (!composite.get(number)) {
                found++;
                for (long multiple = (long) number * number; multiple < limit; multiple += number) {
                    composite.set((int) multiple);
                }
            }
        }
        return found;
    }
}
