#!/bin/sh
# The first process of a guest. It has the host's files; its folder holds settings (shell variables) and the command.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
# Of its own: what is below is the host's and not to be seen here.
mount -t tmpfs tmpfs /mnt
for word in $(cat /proc/cmdline); do
    case $word in guest=*) guest=${word#guest=} ;; esac
done
. "$guest/settings"
# NFS servers tell version 4 clients apart by their host names.
busybox hostname "$name"
ip link set lo up
ip address add "$address/24" dev eth0
ip link set eth0 up
for module in net/sunrpc/sunrpc fs/nfs_common/grace fs/lockd/lockd fs/netfs/netfs fs/fscache/fscache fs/nfs_common/nfs_acl \
    net/dns_resolver/dns_resolver fs/nfs/nfs fs/nfs/nfsv3 fs/nfs/nfsv4; do
    busybox insmod "/usr/lib/uml/modules/$(uname -r)/kernel/$module.ko" || echo "guest $name: module $module cannot be loaded"
done
mkdir -p /mnt/data
# At the same place as on the server, so that all masters are told the same.
case $version in
    3) busybox mount -t nfs -o "nolock,vers=3,tcp,port=2049,mountport=20048,mountproto=tcp,hard,lookupcache=positive,addr=$server" \
        "$server:$directory" "$directory" ;;
    *) busybox mount -t nfs4 -o "vers=$version,hard,lookupcache=positive,addr=$server,clientaddr=$address" "$server:/shared" "$directory" ;;
esac
off() {
    # At once: a file system that hangs must not keep the guest.
    echo o > /proc/sysrq-trigger
    busybox sleep 60
}
if ! grep " $directory nfs" /proc/mounts; then
    # Without it the host's own directory would be seen there.
    echo "guest $name: the directory of $server could not be mounted"
    off
fi
sh "$guest/command" < /dev/null &
command=$!
bash "$(dirname "$0")/writer.sh" "$guest" "$address" &
while kill -0 $command 2> /dev/null && [ ! -e "$guest/off" ]; do
    busybox usleep 200000
done
off
