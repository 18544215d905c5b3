/** The source tests itself: layers, vendors, clocks and threads by ArchUnit; sizes, names, documents and keys by reading files. */
package org.tanist.itests.source;
