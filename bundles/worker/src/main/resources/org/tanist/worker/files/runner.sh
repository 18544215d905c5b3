#!/bin/sh
# Runs one incarnation as the leader of a process group of its own, and outlives the worker that started it.
#   runner.sh DEADLINE LOG_BYTES COMMAND...      in the incarnation's directory
# Files it leaves there: `runner` and `child` ("pid start", the start time as in /proc/PID/stat), `exit` (the code), `output.log`,
# `output.log.1`. DEADLINE is in hundredths of a second since boot: past it, the lease may be over and nothing is started.
deadline=$1
bytes=$2
shift 2

# Only one of us and a restarted worker, which clears away what never began, gets on.
mkdir claimed 2>/dev/null || exit 0

# started PID: its start time.
started() {
    read -r stat < "/proc/$1/stat" || return 1
    # The name in parentheses may hold anything; what follows it may not.
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    echo "${20}"
}

# write FILE TEXT: all of it or nothing.
write() {
    echo "$2" > "$1.new" && mv -f "$1.new" "$1"
}

# Copies standard input to the log, of which never more than two files of $bytes exist; a full disk loses lines, it blocks nobody.
pump() {
    trap '' TERM INT HUP
    while :; do
        if $unbuffered head -c "$bytes" > output.log; then
            [ "$(wc -c < output.log)" -ge "$bytes" ] || break
        else
            [ "$(head -c 65536 | wc -c)" -gt 0 ] || break
        fi
        mv -f output.log output.log.1
    done
}

write runner "$$ $(started $$)"
read -r now rest < /proc/uptime
if [ "${now%.*}${now#*.}" -ge "$deadline" ]; then
    write reason "not started: the lease was over"
    write exit 143
    exit 0
fi

unbuffered=
command -v stdbuf > /dev/null && unbuffered="stdbuf -o0"
mkfifo output.pipe
pump < output.pipe &
pump=$!
exec 3> output.pipe
rm -f output.pipe

# Caught, not ignored: what is ignored here would be ignored by the program as well.
signalled=
trap 'signalled=yes' TERM INT HUP
(cd work && exec "$@") < /dev/null >&3 2>&3 3>&- &
child=$!
exec 3>&-
write child "$child $(started "$child")"
wait "$child"
code=$?
while [ -n "$signalled" ]; do
    signalled=
    wait "$child"
    again=$?
    [ "$again" -eq 127 ] || code=$again
done
write exit "$code"

# What it left behind ends with it: asked first, as it was itself.
kill -TERM 0
tries=0
while kill -0 "$pump" 2>/dev/null && [ "$tries" -lt 20 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
kill -KILL 0
