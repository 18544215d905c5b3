package org.tanist.worker.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.tanist.client.wire.Incarnation;
import org.tanist.worker.process.ProcessName;

/**
 * The files of one run; see the package page.
 *
 * @param path the folder; it need not exist
 * @param run whose it is
 */
public record RunDirectory(Path path, Incarnation run) {

    /**
     * Makes the folder, and in it {@code work/} and the note of what is to be run.
     *
     * @return false if it was there already: an incarnation is started once
     */
    public boolean create(String spec) throws IOException {
        Files.createDirectories(path.getParent());
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        Files.createDirectory(work());
        Texts.write(path.resolve("spec.json"), spec);
        return true;
    }

    /** Whether the folder is there. */
    public boolean exists() {
        return Files.isDirectory(path);
    }

    /** The program's working directory. */
    public Path work() {
        return path.resolve("work");
    }

    /** The jar that it runs: a second name of the file in the cache, so that it stays when the cache lets go of that. */
    public Path jar() {
        return path.resolve("application.jar");
    }

    /** The newest output. */
    public Path output() {
        return path.resolve("output.log");
    }

    /** The output before that. */
    public Path olderOutput() {
        return path.resolve("output.log.1");
    }

    /** The leader of its process group, once it began. */
    public Optional<ProcessName> runner() throws IOException {
        return Texts.read(path.resolve("runner")).flatMap(ProcessName::parse);
    }

    /** The program itself, once it was started. */
    public Optional<ProcessName> child() throws IOException {
        return Texts.read(path.resolve("child")).flatMap(ProcessName::parse);
    }

    /** When the leader began, ISO-8601 UTC. */
    public Optional<String> startedAt() throws IOException {
        Path file = path.resolve("runner");
        return Files.exists(file)
                ? Optional.of(Files.getLastModifiedTime(file).toInstant().toString())
                : Optional.empty();
    }

    /** The code with which the program ended, if its leader lived to see it. */
    public OptionalInt exitCode() throws IOException {
        Optional<String> text = Texts.read(path.resolve("exit")).filter(code -> code.matches("\\d{1,3}"));
        return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
    }

    /** Why somebody ended it. */
    public Optional<String> reason() throws IOException {
        return Texts.read(path.resolve("reason")).filter(text -> !text.isEmpty());
    }

    /** Notes why it is being ended; the first reason stays. */
    public void reason(String why) throws IOException {
        if (reason().isEmpty()) {
            Texts.write(path.resolve("reason"), why + "\n");
        }
    }

    /**
     * Takes the right to begin, which the leader takes first of all.
     *
     * @return false if the leader has it
     */
    public boolean claim() throws IOException {
        try {
            Files.createDirectory(path.resolve("claimed"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Whether no process of it is left. */
    public boolean ended() {
        return Files.exists(path.resolve("ended"));
    }

    /** Notes that no process of it is left. */
    public void markEnded() throws IOException {
        Texts.write(path.resolve("ended"), "\n");
    }

    /** Whether the masters have its end in their journal. */
    public boolean acknowledged() {
        return Files.exists(path.resolve("acknowledged"));
    }

    /** Notes that the masters have its end in their journal. */
    public void markAcknowledged() throws IOException {
        Texts.write(path.resolve("acknowledged"), "\n");
    }

    /** Removes all of it. */
    public void remove() throws IOException {
        Texts.removeTree(path);
    }
}
