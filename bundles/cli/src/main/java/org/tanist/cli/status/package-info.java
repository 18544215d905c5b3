/** Commands about the cluster as a whole: status, leader, explain, doctor, version. */
@NullMarked
package org.tanist.cli.status;

import org.jspecify.annotations.NullMarked;
