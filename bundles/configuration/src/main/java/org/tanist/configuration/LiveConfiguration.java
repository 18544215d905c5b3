package org.tanist.configuration;

import java.util.function.Consumer;

/** The configuration in force, which may change while the master runs. Thread-safe. */
public interface LiveConfiguration {

    /** The configuration in force now. */
    Configuration current();

    /** Calls back, from one thread, after each change that was valid; keys that need a restart keep their old value. */
    Subscription onChange(Consumer<Configuration> listener);

    /** Ends the calls. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
