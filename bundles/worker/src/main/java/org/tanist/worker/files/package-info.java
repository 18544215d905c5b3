/**
 * What a worker keeps on its disk, so that its next process finds what this one ran.
 *
 * <pre>
 * worker.pid worker.id    who has the directory, and which worker it is
 * lease                   until when its instances may run
 * keeper.pid keeper.pipe  the companion that ends them when that is over
 * jars/HEX.jar            the cache
 * instances/APPLICATION/NUMBER/INCARNATION/
 *     spec.json           what was to be run; written first
 *     runner child exit   written by runner.sh: its process, the program's, and the code with which that ended
 *     reason              why it was ended, if somebody did
 *     ended acknowledged  marks: no process is left; the end is in the masters' journal
 *     output.log output.log.1  work/
 * </pre>
 *
 * <p>Files appear whole or not at all (written beside, then renamed). They tell of processes, which do not survive the host, so nothing is
 * forced to the disk. Thread-safe as far as different runs go.
 */
@NullMarked
package org.tanist.worker.files;

import org.jspecify.annotations.NullMarked;
