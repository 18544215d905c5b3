/** Tests of the HTTP API on real containers: Felix, SCR and Jetty in this process, over a fake cluster. */
package org.tanist.http.internal;
