#!/bin/bash
# Ends a worker's instances when their lease is over, whatever has become of the worker: killed, stopped, hung.
#   keeper.sh WORKER_ID      in the worker's directory
# Told through keeper.pipe: "lease TERM KILL" (hundredths of a second since boot at which to ask, and to kill), "quit".
# It kills only what is known to be of this worker: processes with its mark in their environment, and groups whose leader still has the
# start time that was written down. Ends by itself once the worker is gone and nothing runs.
shopt -s nullglob
trap '' TERM INT HUP
mark="^TANIST_RUN=$1:"

# started PID: its start time, in $start; fails when there is no such process.
started() {
    local stat words
    { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    read -ra words <<< "${stat##*) }"
    [ "${words[0]}" != Z ] && start=${words[19]}
}

now() {
    read -r up rest < /proc/uptime
    now=$((10#${up%.*}${up#*.}))
}

# end SIGNAL: sends it to all that is alive; $found says how many that were.
end() {
    found=0
    for file in instances/*/*/*/runner; do
        [ -e "${file%runner}ended" ] && continue
        read -r pid began < "$file" || continue
        if started "$pid" && [ "$start" = "$began" ]; then
            found=$((found + 1))
            [ -e "${file%runner}reason" ] || echo "the lease was over" > "${file%runner}reason"
            kill -"$1" -- -"$pid"
        fi
    done
    for file in $(grep -lszE "$mark" /proc/[0-9]*/environ); do
        pid=${file#/proc/}
        found=$((found + 1))
        kill -"$1" "${pid%/environ}"
    done 2>/dev/null
    [ "$found" = 0 ] || echo "$now: the lease is over: $1 to $found"
}

worker_alive() {
    read -r pid began < worker.pid && started "$pid" && [ "$start" = "$began" ]
}

exec 3<> keeper.pipe
started $$
echo "$$ $start" > keeper.new && mv -f keeper.new keeper.pid

armed=
asked=
while :; do
    now
    wait=500
    if [ -n "$armed" ]; then
        if [ "$now" -ge "$kill_at" ]; then
            end KILL
            # Until nothing is left: what forks while it is being killed is seen the next time.
            if [ "$found" = 0 ]; then
                armed=
                continue
            fi
            wait=5
        elif [ "$now" -ge "$term_at" ]; then
            [ -n "$asked" ] || end TERM
            asked=yes
            wait=$((kill_at - now))
        else
            wait=$((term_at - now))
        fi
    elif ! worker_alive; then
        rm -f keeper.pid
        exit 0
    fi
    printf -v seconds '%d.%02d' $((wait / 100)) $((wait % 100))
    if read -r -t "$seconds" word first second <&3; then
        case $word in
            lease)
                term_at=$first kill_at=$second armed=yes asked=
                ;;
            quit)
                rm -f keeper.pid
                exit 0
                ;;
        esac
    fi
done
