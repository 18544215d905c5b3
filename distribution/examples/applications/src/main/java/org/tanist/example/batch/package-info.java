/** A job that ends: its exit code and its output are what it leaves. */
@NullMarked
package org.tanist.example.batch;

import org.jspecify.annotations.NullMarked;
