/** Completion of command lines in bash, zsh and fish. */
@NullMarked
package org.tanist.cli.completion;

import org.jspecify.annotations.NullMarked;
