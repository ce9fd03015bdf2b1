# Asks and says what signals do to it, and tells with which addresses.
use strict;
$| = 1;
my ($block, $set_mask) = (0, 2);
sub address { return unpack("J", pack("p", $_[0])) }

my $set = pack("Q", (1 << 9) | (1 << 11));
my $old = pack("Q", 0);
syscall(14, $block, $set, $old, 8) == 0 or die;
printf("procmask %d %x %x a00\n", $block, address($set), address($old));
syscall(14, $set_mask, 0, $old, 8) == 0 or die;
printf("procmask %d 0 %x 0\n", $set_mask, address($old));

my $waiting = pack("Q", 0);
syscall(127, $waiting, 8) == 0 or die;
printf("pending 8 %x %x\n", address($waiting), address($waiting));

# To ignore signal 12 with 3 and 5 blocked meanwhile; then only to ask.
my $action = pack("QQQQ", 1, 0, 0, (1 << 2) | (1 << 4));
my $before = "\0" x 32;
syscall(13, 12, $action, $before, 8) == 0 or die;
printf("do_action 12 SIGUSR2 %x %x 1 14\n", address($action), address($before));
syscall(13, 12, 0, $before, 8) == 0 or die;
printf("do_action 12 SIGUSR2 0 %x 0 0\n", address($before));
syscall(13, 9, $action, 0, 8) == -1 or die;
printf("do_action 9 SIGKILL %x 0 1 14\n", address($action));

# More signals than may wait.
my $none = pack("QQ", 0, 0);
syscall(160, 11, $none) == 0 or die;
my $origin = pack("lllx4ll", 40, 0, -1, $$, 0) . "\0" x 104;
syscall(129, $$, 40, $origin) == -1 or die;
print("full\n");
