/** Tests of the placement policy. */
package org.tanist.applications.placement;
