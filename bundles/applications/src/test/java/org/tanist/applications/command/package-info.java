/** Tests of the commands. */
package org.tanist.applications.command;
