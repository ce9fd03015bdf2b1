# Opens a pair of terminals and works with them in known ways, and tells which.
use strict;
$| = 1;
my ($unlock, $number_of, $set_size) = (0x40045431, 0x80045430, 0x5414);

open(my $ours, "+<", "/dev/ptmx") or die;
my $number = pack("l", 0);
ioctl($ours, $unlock, $number) or die;
ioctl($ours, $number_of, $number) or die;
$number = unpack("l", $number);
my $path = "/dev/pts/$number";
my $theirs = syscall(2, my $name = "$path\0", 2 | 0x100, 0);
my $inode = (stat($path))[1];
printf("pair %d %d\n", $number, $inode);

my $text = "hello\n";
syscall(1, $theirs, $text, 6);
syscall(1, fileno($ours), $text, 6);
select(undef, undef, undef, 0.2);
my $room = " " x 50;
syscall(0, $theirs, $room, 50);
my $waiting = pack("lss", $theirs, 1, 0);
syscall(7, $waiting, 1, 0);
syscall(16, $theirs, $set_size, my $size = pack("S4", 40, 120, 7, 8));
syscall(16, fileno($ours), $set_size, $size = pack("S4", 50, 130, 9, 10));
syscall(3, $theirs);
