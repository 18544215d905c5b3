# Sourced by bin/master and bin/worker, after java.sh.

# in_background COMMAND...: starts it apart from this terminal, and ends when it has printed its line, or with its code if it ends first.
in_background() {
    out=$(mktemp) || fail "cannot make a temporary file: check TMPDIR"
    setsid "$@" > "$out" 2> "$out.err" < /dev/null &
    pid=$!
    tenths=0
    while kill -0 "$pid" 2>/dev/null; do
        if [ -s "$out" ]; then
            cat "$out"
            cat "$out.err" >&2
            rm -f "$out" "$out.err"
            exit 0
        fi
        if [ "$tenths" -ge 600 ]; then
            # A founder waits for a majority of the others as long as it takes: whoever called must not.
            cat "$out.err" >&2
            rm -f "$out" "$out.err"
            echo "$program: not up after 60 s; it goes on in the background with process id $pid, and its log says what it waits for" >&2
            exit 0
        fi
        tenths=$((tenths + 1))
        sleep 0.1
    done
    wait "$pid"
    code=$?
    cat "$out"
    cat "$out.err" >&2
    rm -f "$out" "$out.err"
    exit "$code"
}
