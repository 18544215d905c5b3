package org.tanist.itests.program;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Needs nothing but the JDK, since it is packed into a jar by itself. */
public final class Program {
    private static final long STEP_NANOS = 20_000_000;

    private Program() {}

    /** The modes are the cases below. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String mode = arguments[0];
        if (mode.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(Program::waitForEver));
        }
        System.out.println("program " + mode + " incarnation " + System.getenv("TANIST_INCARNATION"));
        switch (mode) {
            case "wait", "stubborn" -> waitForEver();
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "batch" -> batch(Path.of(arguments[1]));
            case "token" -> token(Path.of(arguments[1]));
            case "flood" -> flood();
            case "fork" -> fork();
            default -> throw new IllegalArgumentException(mode);
        }
    }

    /** Ends when a file appears. */
    private static void batch(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        System.out.println("batch done");
    }

    /** Shows its fencing token to the server at this socket, again and again; ends when it is told that a higher one was there. */
    private static void token(Path socket) throws IOException {
        byte[] line = (System.getenv("TANIST_APPLICATION") + " " + System.getenv("TANIST_INCARNATION") + "\n")
                .getBytes(StandardCharsets.UTF_8);
        while (true) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(socket));
                channel.write(ByteBuffer.wrap(line));
                ByteBuffer answer = ByteBuffer.allocate(1);
                if (channel.read(answer) == 1 && answer.get(0) != '+') {
                    System.exit(3);
                }
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private static void flood() {
        String line = "x".repeat(1000);
        while (true) {
            System.out.println(line);
        }
    }

    private static void fork() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "trap '' TERM; while :; do sleep 1; done").start();
        new ProcessBuilder("setsid", "sleep", "1000").start();
        waitForEver();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
