package org.tanist.cli.completion;

/** Shells that completion is offered for. */
public enum Shell {
    /** GNU bash. */
    BASH,
    /** zsh, through its support of bash's completion. */
    ZSH,
    /** fish. */
    FISH
}
