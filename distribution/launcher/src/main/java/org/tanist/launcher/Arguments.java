package org.tanist.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tanist.configuration.ConfigurationException;
import org.tanist.configuration.runtime.Sources;

/**
 * The command line of {@code bin/master}. Read by hand: there are ten options, and a library for it costs a tenth of the time
 * in which a master starts.
 *
 * @param request what to do
 * @param file given by {@code -conf}
 * @param flags keys that have a flag of their own
 * @param overrides keys given by {@code -D}
 */
record Arguments(Request request, Optional<String> file, Map<String, String> flags, Map<String, String> overrides) {
    static final String USAGE = """
            usage: master [-stop] [-ip HOST] [-port PORT] [-peers HOST:PORT,...] [-dir DATA] [-name NAME]
                          [-conf FILE] [-D key=value]... [-daemon] [--help] [--version]
              -ip HOST      address that others reach this master by (tanist.hostname; default 127.0.0.1)
              -port PORT    HTTP port; PORT + 10000 is for the other masters (tanist.http.port; default 3000)
              -peers LIST   the first masters; needed at the first start only (tanist.cluster.masters)
              -dir DATA     data directory (tanist.directory; default TANIST_HOME/data/PORT)
              -name NAME    human name (tanist.name; default HOST:PORT)
              -conf FILE    configuration file (default TANIST_CONF, else TANIST_HOME/conf/tanist.conf)
              -D key=value  any key of the configuration file
              -stop         stop the master of the same -port or -dir, and wait for its end
              -daemon       run in the background; returns when the master is up or has failed
            exit codes: 0 stopped in order, 1 failed, 2 wrong configuration""";

    private static final Map<String, String> FLAGS = Map.of(
            "-ip", "tanist.hostname",
            "-port", "tanist.http.port",
            "-peers", "tanist.cluster.masters",
            "-dir", "tanist.directory",
            "-name", "tanist.name");

    /** What to do. */
    enum Request {
        RUN,
        STOP,
        HELP,
        VERSION
    }

    /**
     * Reads the arguments.
     *
     * @throws ConfigurationException at an unknown option or a missing value
     */
    static Arguments parse(List<String> arguments) throws ConfigurationException {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Map<String, String> flags = new TreeMap<>();
        Map<String, String> overrides = new TreeMap<>();
        Optional<String> file = Optional.empty();
        Request request = Request.RUN;
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            String key = FLAGS.get(option);
            if (key != null) {
                flags.put(key, value(option, rest));
            } else if (option.equals("-conf")) {
                file = Optional.of(value(option, rest));
            } else if (option.startsWith("-D")) {
                override(option.length() > 2 ? option.substring(2) : value(option, rest), overrides);
            } else {
                request = request(option);
            }
        }
        return new Arguments(request, file, flags, overrides);
    }

    /** Where the configuration comes from: the file named, else that of TANIST_CONF, else the usual one if it is there. */
    Sources sources(Path home, String version) {
        Path usual = home.resolve("conf/tanist.conf");
        Optional<Path> chosen = file.or(() -> Optional.ofNullable(System.getenv("TANIST_CONF")))
                .map(Path::of)
                .or(() -> Optional.of(usual).filter(Files::exists));
        return new Sources(home, chosen, System.getenv(), flags, overrides, version);
    }

    private static Request request(String option) throws ConfigurationException {
        return switch (option) {
            case "-stop", "--stop" -> Request.STOP;
            case "--help", "-help", "-h" -> Request.HELP;
            case "--version", "-version" -> Request.VERSION;
            default ->
                throw new ConfigurationException("'" + option + "' is no option of master: master --help lists them");
        };
    }

    private static void override(String text, Map<String, String> overrides) throws ConfigurationException {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ConfigurationException("-D " + text + " has no value: write -D key=value");
        }
        overrides.put(text.substring(0, equals).trim(), text.substring(equals + 1));
    }

    private static String value(String option, Deque<String> rest) throws ConfigurationException {
        if (rest.isEmpty()) {
            throw new ConfigurationException(option + " lacks its value: master --help shows what to write");
        }
        return rest.removeFirst();
    }
}
