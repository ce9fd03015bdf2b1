#!/bin/busybox sh
# The guest's first process: loads the modules, and makes the host's files, unchangeable, with the guest's own changes over them,
# its root.
PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
stop() {
	echo "lab: $1" >/dev/console
	poweroff -f
}
while read -r file parameters; do
	# shellcheck disable=SC2086 # parameters are words
	insmod "/modules/$file" $parameters || stop "module $file did not load"
done </modules.load

mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=524288,cache=loose host /host || stop "the host's files could not be mounted"
mount -t tmpfs tmpfs /changes
mkdir /changes/upper /changes/work
mount -t overlay -o lowerdir=/host,upperdir=/changes/upper,workdir=/changes/work overlay /root || stop "the guest's root could not be mounted"

mkdir -p /root/boot /root/run/lab
cp "/config-$(uname -r)" /root/boot/
cp /session /root/run/lab/session
mkdir /root/run/lab/exchange
mount -t 9p -o rw,trans=virtio,version=9p2000.L,msize=524288,cache=none exchange /root/run/lab/exchange || stop "the exchange folder could not be mounted"
mount --move /proc /root/proc
mount --move /sys /root/sys
mount --move /dev /root/dev
exec switch_root /root /bin/busybox sh /run/lab/session
