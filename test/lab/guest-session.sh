# The guest's first process from here on: mounts what a running system has, does what it was sent for, writes how that ended,
# and switches the guest off.
busybox mount -t devpts devpts /dev/pts 2>/dev/null || { busybox mkdir -p /dev/pts && busybox mount -t devpts devpts /dev/pts; }
busybox mkdir -p /dev/shm
busybox mount -t tmpfs tmpfs /dev/shm
# A kernel locked down for confidentiality has no tracefs to give.
busybox mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
busybox mount -t bpf bpf /sys/fs/bpf
busybox mount -t cgroup2 cgroup2 /sys/fs/cgroup
busybox ip link set lo up
busybox hostname lab
# What the kernel says from now on is told when the guest doesn't end well.
echo 8 >/proc/sys/kernel/printk
[ ! -e /proc/sys/kernel/softlockup_all_cpu_backtrace ] || echo 1 >/proc/sys/kernel/softlockup_all_cpu_backtrace
busybox stty -F /dev/ttyS1 -opost 2>/dev/null
# A guest that hangs is known by that it doesn't count on.
(
	signs=0
	while :; do
		echo $((signs += 1)) >/run/lab/exchange/sign
		busybox sleep 5
	done
) &
echo $! >/run/lab/signs.pid
busybox setsid busybox sh /run/lab/exchange/command </dev/null >/dev/ttyS1 2>&1
echo $? >/run/lab/exchange/status
busybox sync
busybox poweroff -f
