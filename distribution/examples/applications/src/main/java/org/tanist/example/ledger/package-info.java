/**
 * A program that may die anywhere at any time, and be started elsewhere, and loses nothing and does nothing twice.
 *
 * <p>Its state is one key of the registry. Two things make it safe. Every write names the version that it replaces, so of two writers one
 * fails. And the value says which incarnation wrote it: one that finds a higher number than its own has been replaced, and ends.
 */
@NullMarked
package org.tanist.example.ledger;

import org.jspecify.annotations.NullMarked;
