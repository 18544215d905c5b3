/** Tests of the jar store: several masters in this process, on real disks, over real HTTP. */
package org.tanist.master.internal.jarstore;
