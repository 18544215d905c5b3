#!/bin/sh
# boot.sh GUEST-FOLDER TAP COMMAND...: a User-Mode Linux guest that mounts the server's directory and runs the command. Ends with the command.
here=$(dirname "$0")
guest=$1 tap=$2
shift 2
for word do
    printf "'%s' " "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
done > "$guest/command"
# The guest's memory is a file, which must lie where programs may be run from.
export TMPDIR=/dev/shm
exec linux.uml mem=900M root=/dev/root rootfstype=hostfs rootflags=/ rw "eth0=tuntap,$tap" con0=null,fd:1 con=null \
    "init=$here/init.sh" "guest=$guest" quiet < /dev/null
