# Sourced by start-cluster and stop-cluster, after java.sh: what to do for each line of conf/masters and conf/workers.

masters=$TANIST_HOME/conf/masters
[ -r "$masters" ] || fail "$masters cannot be read: write one host[:port] a line"

# master_lines: HOST:PORT, one a line, without comments.
master_lines() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$masters" | while read -r line; do
        case $line in
            *:*) echo "$line" ;;
            *) echo "$line:3000" ;;
        esac
    done
}

# worker_lines: HOST or HOST:PORT, one a line, without comments; none without conf/workers.
worker_lines() {
    [ ! -r "$TANIST_HOME/conf/workers" ] || sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$TANIST_HOME/conf/workers"
}

# worker_port LINE: its port for logs; 0 is any free one.
worker_port() {
    case $1 in
        *:*) echo "${1##*:}" ;;
        *) echo 0 ;;
    esac
}

# worker_directory LINE: named after the port, since there may be several workers on one host.
worker_directory() {
    case $1 in
        *:*) echo "$TANIST_HOME/data/worker-${1##*:}" ;;
        *) echo "$TANIST_HOME/data/worker" ;;
    esac
}

# quoted ARGUMENT...: for a shell at the other end.
quoted() {
    for word do
        printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
    done
}

# on HOST PROGRAM ARGUMENT...: here, or there by ssh; TANIST_SSH may say how, e.g. "ssh -p 2222 -l tanist".
on() {
    target=$1
    shift
    case $target in
        localhost | 127.* | "$(hostname 2>/dev/null)") "$@" ;;
        *)
            # shellcheck disable=SC2029,SC2086 # Quoted for the other end on purpose; the command is words.
            ${TANIST_SSH:-ssh} -o BatchMode=yes -o ConnectTimeout=10 "$target" "$(quoted "$@")" < /dev/null
            ;;
    esac
}
