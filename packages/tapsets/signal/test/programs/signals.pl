# Sends signals of all kinds, and tells who and where.
use strict;
use POSIX ();
$| = 1;
my ($usr1, $usr2, $kill) = (10, 12, 9);
print("program $$\n");

# A child that handles one signal and ignores another.
pipe(my $heard, my $tell) or die;
my $child = fork() // die;
if ($child == 0) {
  $SIG{USR1} = sub { syswrite($tell, "!") };
  $SIG{USR2} = "IGNORE";
  syswrite($tell, "?");
  select(undef, undef, undef, 0.02) while 1;
}
# It's heard from within its handler, which blocks the signal.
sub await {
  sysread($heard, my $byte, 1) == 1 or die;
  while (1) {
    open(my $status, "<", "/proc/$child/status") or die;
    last if grep { /^SigBlk:\s+0+$/ } <$status>;
  }
}
await();
printf("child %d\n", $child);
kill($usr1, $child); await();
kill($usr2, $child);
syscall(200, $child, $usr1); await();
syscall(234, $child, $child, $usr1); await();
kill($kill, $child);
waitpid($child, 0);
kill($usr1, $child);

# A process that may not.
my $nobody = fork() // die;
if ($nobody == 0) {
  POSIX::setgid(65534); POSIX::setuid(65534);
  kill($usr1, getppid());
  exit(0);
}
printf("nobody %d\n", $nobody);
waitpid($nobody, 0);

# Handlers on a stack that isn't there.
my $fallen = fork() // die;
if ($fallen == 0) {
  my $stack = pack("QlxxxxQ", 0x10000, 0, 65536);
  syscall(131, $stack, 0) == 0 or die;
  POSIX::sigaction($usr1, POSIX::SigAction->new(sub {}, POSIX::SigSet->new, 0x08000000));
  kill($usr1, $$);
  exit(0);
}
waitpid($fallen, 0);
printf("fallen %d %d\n", $fallen, $? & 127);

# A timer of its own.
my $rang = 0;
$SIG{ALRM} = sub { $rang = 1 };
my $timer = pack("L", 0);
syscall(222, 1, 0, $timer) == 0 or die;
my $once = pack("QQQQ", 0, 0, 0, 1000000);
syscall(223, unpack("L", $timer), 0, $once, 0) == 0 or die;
until ($rang) { select(undef, undef, undef, 0.01) }
