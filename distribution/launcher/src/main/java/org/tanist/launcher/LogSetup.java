package org.tanist.launcher;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.tanist.configuration.Configuration;

/**
 * The log: everything into {@code logs/master.log} of the data directory, warnings to standard error as well. Set up in code
 * because reading an XML file takes a tenth of the time in which a master starts.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final Map<String, Level> QUIET = Map.ofEntries(
            Map.entry("org.eclipse.jetty", Level.WARN),
            Map.entry("org.apache.felix", Level.WARN),
            Map.entry("org.apache.ratis", Level.WARN),
            // It warns twenty times a second as long as a follower is away, which is said once by whoever watches it.
            Map.entry("org.apache.ratis.grpc.server.GrpcLogAppender", Level.ERROR),
            // It warns of a dead datanode at each reading, many a second; what fails is said by whoever called.
            Map.entry("org.apache.hadoop", Level.ERROR),
            // That no datanode gives a block is an exception, too; that one is dead is told with what it costs.
            Map.entry("org.apache.hadoop.hdfs", Level.OFF),
            // Its client says at each attempt that a server is not there, every second; the election says it now and
            // then.
            Map.entry("org.apache.zookeeper", Level.ERROR),
            Map.entry("org.apache.zookeeper.ClientCnxnSocketNIO", Level.OFF),
            Map.entry("org.apache.zookeeper.ClientCnxnSocketNetty", Level.OFF),
            Map.entry("org.apache.zookeeper.client.StaticHostProvider", Level.OFF),
            Map.entry("org.atmosphere", Level.WARN),
            Map.entry("com.vaadin", Level.WARN));

    /** More than this are dropped while the disk does not take any. */
    private static final int LINES_WAITING = 4096;

    /** Keeps logback from looking for files; {@link #open} follows as soon as the data directory is known. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Begins to log. */
    static void open(Configuration configuration, Path directory) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(unblocked(context, file(context, configuration, directory)));
        root.addAppender(console(context));
        levels(configuration);
        JavaLog.install();
    }

    /** Writes what is waiting, if the disk takes it. */
    static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /** Takes the levels from the configuration; may be called again when it has changed. */
    static void levels(Configuration configuration) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.toLevel(configuration.text("tanist.log.level"), Level.INFO));
        QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
        for (String setting : configuration.texts("tanist.log.levels")) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                context.getLogger(setting.substring(0, equals).trim())
                        .setLevel(Level.toLevel(setting.substring(equals + 1).trim(), Level.DEBUG));
            }
        }
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Configuration configuration, Path directory) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(directory.resolve("logs/master.log").toString());
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(appender);
        names.setFileNamePattern(directory.resolve("logs/master.%i.log").toString());
        names.setMinIndex(1);
        names.setMaxIndex(configuration.number("tanist.log.files"));
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(configuration.bytes("tanist.log.file-size")));
        size.start();
        appender.setRollingPolicy(names);
        appender.setTriggeringPolicy(size);
        String master = configuration.name().replace("%", "").replace("\\", "").replaceAll("[(){}]", "");
        return started(
                appender,
                context,
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level master=" + master + " [%.40thread] %logger{0}: %msg%n");
    }

    /** The file is on the disk that may hang, and a thread that logs that it stands down must not hang with it. */
    private static Appender<ILoggingEvent> unblocked(LoggerContext context, Appender<ILoggingEvent> file) {
        AsyncAppender appender = new AsyncAppender();
        appender.setContext(context);
        appender.setName("tanist-log");
        appender.setQueueSize(LINES_WAITING);
        appender.setDiscardingThreshold(0);
        appender.setNeverBlock(true);
        appender.setMaxFlushTime(500);
        appender.addAppender(file);
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        appender.addFilter(new ForPeople());
        return started(appender, context, "%d{HH:mm:ss.SSS} %-5level %msg%n%nopex");
    }

    private static Appender<ILoggingEvent> started(
            OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** Libraries warn of much that Tanist copes with; their warnings are in the file. */
    private static final class ForPeople extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            Level least = event.getLoggerName().startsWith("org.tanist.") ? Level.WARN : Level.ERROR;
            return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }
}
