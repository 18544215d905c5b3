#!/bin/bash
# server.sh CONFIGURATION LOG: the NFS server, in a network namespace of its own; what its programs keep goes with them.
set -e
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /var/lib/nfs
mkdir -p /run/rpcbind /var/lib/nfs/ganesha
rpcbind -f &
until (exec 3<> /dev/tcp/127.0.0.1/111) 2> /dev/null; do
    busybox usleep 50000
done
exec ganesha.nfsd -F -f "$1" -L "$2" -p /run/ganesha.pid
