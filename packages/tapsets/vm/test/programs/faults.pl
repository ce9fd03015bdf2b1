# Touches memory in known ways, and tells where.
use strict;
use IO::Handle;
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

# A page that has only been read, which is one of zeros for all processes where the kernel has such a page (bit 24 of its flags);
# then a write to it, by read(2).
my $zeros = syscall(9, 0, 4096, $read | 2, $private | $anonymous, -1, 0);
$byte = unpack("P1", pack("J", $zeros));
sub number { open(my $file, "<:raw", $_[0]) or die "$_[0]: $!"; sysseek($file, 8 * $_[1], 0); sysread($file, my $bytes, 8) == 8 or die; return unpack("Q", $bytes); }
my $frame = number("/proc/self/pagemap", $zeros >> 12) & ((1 << 55) - 1);
my $is_shared = (number("/proc/kpageflags", $frame) >> 24) & 1;
open(my $source, "<", "/dev/zero") or die $!;
syscall(0, fileno($source), $zeros + 77, 1) == 1 or die;
printf("zero %x shared %d\n", $zeros + 77, $is_shared);

# A page of a file that isn't in memory, and one that is behind the file's end.
open(my $file, "+>", "$ARGV[0]") or die $!;
print $file "x" x 4096;
$file->flush();
$file->sync();
syscall(221, fileno($file), 0, 0, 4) == 0 or die;
my $mapped = syscall(9, 0, 2 * 4096, $read, $private, fileno($file), 0);
$byte = unpack("P1", pack("J", $mapped + 5));
printf("major %x\n", $mapped + 5);
if (my $child = fork()) {
  waitpid($child, 0);
  printf("bus %x signal %d\n", $mapped + 4096, $? & 127);
} else {
  $byte = unpack("P1", pack("J", $mapped + 4096));
  exit(0);
}
