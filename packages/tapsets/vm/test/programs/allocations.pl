# Makes the kernel allocate memory of known sizes, and tells them.
use strict;
$| = 1;

# The vectors of a writev that are too many for the kernel's stack: 16 bytes each.
open(my $null, ">", "/dev/null") or die $!;
my $vectors = pack("QQ", 0, 0) x 101;
syscall(20, fileno($null), $vectors, 101);
print("vectors 1616\n");

# A path: in a buffer of PATH_MAX bytes.
open(my $file, "<", "/etc/hostname") or die $!;
print("path 4096\n");

# A counter on a CPU: in the memory of the CPU's node. PERF_TYPE_SOFTWARE, disabled.
my $counter = pack("LLQQQQQ", 1, 112, 9, 0, 0, 0, 1) . "\0" x 64;
syscall(298, $counter, -1, 0, -1, 0) >= 0 or die "perf_event_open: $!";
print("counter\n");

# Arrays of 100 and of 200 numbers, in the memory of node 0.
for my $count (100, 200) {
  my $map = pack("LLLLLLL", 2, 4, 8, $count, 4, 0, 0) . "\0" x 100;
  syscall(321, 0, $map, length($map)) >= 0 or die "bpf: $!";
}
print("arrays 800\n");
