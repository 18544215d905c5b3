package org.tanist.testkit.contract;

import java.time.Duration;
import java.util.List;
import org.tanist.cluster.Term;
import org.tanist.journal.Journal;
import org.tanist.testkit.Replica;

/** Masters with a journal each, and a way to get terms to open them with. For the thread of one test. */
public interface JournalCluster extends AutoCloseable {

    /** The journal as this master has it now; masters are numbered from 0. */
    Journal journal(int number);

    /** What this master's journal has delivered since its (last) start. */
    Replica replica(int number);

    /** How many masters there are. */
    int size();

    /** Gives this master a term above all terms before, that nobody has opened. */
    Term elect(int number);

    /** Ends a master abruptly and starts it again on its data, with an empty replica. */
    void restart(int number);

    /** How long to wait for anything. */
    Duration patience();

    /** Breaches that no test asks for by itself. */
    List<String> faults();

    @Override
    void close();
}
