# Asks for memory in known ways, and tells how.
use strict;
$| = 1;
my ($read_write, $private, $fixed, $anonymous) = (3, 2, 0x10, 0x20);

my $first = syscall(9, 0, 5 * 4096, $read_write, $private | $anonymous, -1, 0);
print("mmap 0 20480\n");
syscall(9, $first, 100, $read_write, $private | $fixed | $anonymous, -1, 0);
printf("mmap %x 100\n", $first);
syscall(11, $first + 4096, 2 * 4096);
printf("munmap %x 8192\n", $first + 4096);

# The end of the heap, which only the last two calls of these move up.
my $end = syscall(12, 0);
my $page = ($end + 4095) & ~4095;
syscall(12, $page);
syscall(12, $page + 3 * 4096);
printf("brk %x 12288\n", $page);
syscall(12, $page + 4096);
syscall(12, $page + 4096 + 1);
printf("brk %x 4096\n", $page + 4096);
