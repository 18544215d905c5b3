package org.tanist.cli.bench;

import org.tanist.cli.bench.load.Dialogue;
import org.tanist.client.http.Address;

/** A store that is measured, and how one writes to it and reads from it: values of 100 bytes under numbered keys. */
interface Subject {

    /** Its name in the tables. */
    String name();

    /** Where the member serves that answers fastest: the active, the leader. */
    Address address();

    /** Writes the keys 0, 1, 2, … in order. */
    Dialogue fills();

    /** Durable writes of one client over so many keys, all of which may have to be there before. */
    Dialogue writes(int client, int keys);

    /** Reads of so many keys that are there. */
    Dialogue reads(int keys);

    /** Spreads the clients over the keys, so that each key is written whatever their number is. */
    static long key(int client, long number, int keys) {
        return (client * 7_919L + number) % keys;
    }
}
