# Reads and writes a file in known ways, and tells which.
use strict;
$| = 1;
my ($path) = @ARGV;
my ($open, $close, $read, $write, $pread, $pwrite, $readv, $writev) = (2, 3, 0, 1, 17, 18, 19, 20);
my $name = "$path\0";
my $fd = syscall($open, $name, 0x42, 0600);
my ($device, $inode) = stat($path);
printf("file %d %d %d\n", $inode, ($device >> 8) & 0xfff, ($device & 0xff) | (($device >> 12) & 0xfff00));

my $text = "x" x 100;
my $vector = pack("PQPQ", $text, 30, $text, 12);
syscall($write, $fd, $text, 100);
syscall($pwrite, $fd, $text, 50, 200);
syscall($writev, $fd, $vector, 2);
syscall($pread, $fd, $text, 60, 20);
syscall($read, $fd, $text, 90);
syscall($readv, $fd, $vector, 2);
syscall($close, $fd);
# Not to be written to.
my $other = syscall($open, $name, 0, 0);
syscall($write, $other, $text, 7);
syscall($close, $other);
unlink($path);
