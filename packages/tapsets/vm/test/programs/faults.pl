# Touches memory in known ways, and tells where.
use strict;
$| = 1;
my ($read, $private, $anonymous) = (1, 2, 0x20);

# A page that nothing has touched: a read of one byte in it.
my $map = syscall(9, 0, 4 * 4096, $read, $private | $anonymous, -1, 0);
printf("read %x\n", $map + 4096 + 123);
my $byte = unpack("P1", pack("J", $map + 4096 + 123));

# A page shared with a child: the child writes one byte to it, twice.
my $text = "x" x (1 << 20);
my $place = unpack("J", pack("p", $text));
if (my $child = fork()) {
  waitpid($child, 0);
} else {
  printf("write %x\n", $place + 300000);
  substr($text, 300000, 1) = "a";
  substr($text, 300000, 1) = "b";
  exit(0);
}
