/**
 * Random faults under load, and a checker of what the clients saw. {@code make chaos} runs many rounds; {@code make test} a few.
 *
 * <p>Everything random comes from one seed, which is printed; the history of every call is a file that the checker can read again.
 */
package org.tanist.itests.chaos;
