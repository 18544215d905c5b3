package org.tanist.worker.sample;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Does what its first argument says. */
public final class Sample {
    private Sample() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(Sample::waitForEver));
        }
        System.out.println(
                "sample " + String.join(" ", arguments) + " incarnation=" + System.getenv("TANIST_INCARNATION"));
        switch (arguments[0]) {
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "fork" -> {
                new ProcessBuilder("sh", "-c", "trap '' TERM; sleep 1000").start();
                new ProcessBuilder("setsid", "sleep", "1001").start();
                System.exit(0);
            }
            case "hog" -> {
                java.nio.ByteBuffer block = java.nio.ByteBuffer.allocateDirect(400 * 1024 * 1024);
                for (int i = 0; i < block.capacity(); i += 4096) {
                    block.put(i, (byte) 1);
                }
                waitForEver();
            }
            default -> waitForEver();
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
