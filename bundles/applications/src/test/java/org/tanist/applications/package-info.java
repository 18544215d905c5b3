/** Tests of the applications service. */
package org.tanist.applications;
