# Sourced by bin/master and bin/worker, after java.sh.

# in_background COMMAND...: starts it apart from this terminal, and ends when it has printed its line, or with its code if it ends first.
in_background() {
    out=$(mktemp) || fail "cannot make a temporary file: check TMPDIR"
    setsid "$@" > "$out" 2> "$out.err" < /dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        if [ -s "$out" ]; then
            cat "$out"
            cat "$out.err" >&2
            rm -f "$out" "$out.err"
            exit 0
        fi
        sleep 0.1
    done
    wait "$pid"
    code=$?
    cat "$out"
    cat "$out.err" >&2
    rm -f "$out" "$out.err"
    exit "$code"
}
