/** Tests of the local storage on a real disk. */
package org.tanist.storage.local.internal;
