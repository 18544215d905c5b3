/** Tests of the jar catalogue. */
package org.tanist.applications.catalogue;
