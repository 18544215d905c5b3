#!/bin/bash
# writer.sh GUEST-FOLDER ADDRESS: writes keys to the master of this guest while the folder holds a file "write" with their prefix, each
# attempt once, and notes in "writes" when it began ("begin N") and what status it got ("end N STATUS", 0 for none).
guest=$1 address=$2 number=0
while true; do
    if [ ! -e "$guest/write" ]; then
        busybox usleep 100000
        continue
    fi
    key=$(cat "$guest/write")-$number
    echo "begin $number $key" >> "$guest/writes"
    status=0
    if exec 3<> "/dev/tcp/$address/3000"; then
        printf 'PUT /api/v1/registry/%s HTTP/1.1\r\nHost: %s:3000\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlate' "$key" "$address" >&3
        if read -r -t 8 line <&3; then
            status=$(echo "$line" | cut -d' ' -f2)
        fi
        exec 3>&-
    fi
    echo "end $number $key $status" >> "$guest/writes"
    number=$((number + 1))
    busybox usleep 50000
done
