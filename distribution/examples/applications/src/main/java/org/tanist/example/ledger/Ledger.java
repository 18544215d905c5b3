package org.tanist.example.ledger;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ledger [KEY]}: counts in the registry, once a second, for ever. */
public final class Ledger {

    private static final int REPLACED = 3;

    private final Registry registry;
    private final long incarnation;

    Ledger(Registry registry, long incarnation) {
        this.registry = registry;
        this.incarnation = incarnation;
    }

    /** Exit code 3 if another incarnation has taken over. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        String key = arguments.length > 0
                ? arguments[0]
                : "ledger/" + environment.getOrDefault("TANIST_APPLICATION", "ledger") + "/"
                        + environment.getOrDefault("TANIST_INSTANCE", "0");
        long incarnation = Long.parseLong(environment.getOrDefault("TANIST_INCARNATION", "0"));
        Registry registry = new Registry(environment.getOrDefault("TANIST_MASTERS", "127.0.0.1:3000"), key);
        Ledger ledger = new Ledger(registry, incarnation);
        CountDownLatch never = new CountDownLatch(1);
        do {
            try {
                Optional<Long> count = ledger.step();
                if (count.isEmpty()) {
                    System.out.println("incarnation " + incarnation + " was replaced: ending");
                    System.exit(REPLACED);
                }
                System.out.println("incarnation " + incarnation + " counted to " + count.get());
            } catch (IOException e) {
                // Whether it was written is seen in the next step, which reads first.
                System.out.println("not now: " + e.getMessage());
            }
        } while (!never.await(1, TimeUnit.SECONDS));
    }

    /** Counts one further, or says how far it was if another writer came between; empty if this incarnation has been replaced. */
    Optional<Long> step() throws IOException, InterruptedException {
        Optional<Registry.Stored> before = registry.read();
        String[] parts = before.map(Registry.Stored::text).orElse("0 0").split(" ", 2);
        if (Long.parseLong(parts[0]) > incarnation) {
            return Optional.empty();
        }
        long next = Long.parseLong(parts[1].strip()) + 1;
        return Optional.of(registry.replace(before, incarnation + " " + next) ? next : next - 1);
    }
}
