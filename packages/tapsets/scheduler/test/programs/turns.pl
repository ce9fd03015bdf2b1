# Makes the scheduler work in known ways, and tells how.
use strict;
$| = 1;
my ($setaffinity, $setpriority, $ptrace) = (203, 141, 101);
my ($first, $second) = (pack("Q", 1), pack("Q", 2));

# Nice 15, which is below whatever it was begun with.
syscall($setpriority, 0, 0, 15);

# From the first processor to the second.
syscall($setaffinity, 0, 8, $first);
syscall($setaffinity, 0, 8, $second);
print("moved 0 1\n");

# A quarter of a second of its processor's time, which has many ticks.
1 while ((times)[0] < 0.25);

# A child of a lower priority, which sleeps, is sent a signal, and is waited for by its number.
my $child = fork() // die;
if ($child == 0) {
  syscall($setpriority, 0, 0, 17);
  $SIG{USR1} = sub { exit(3); };
  select(undef, undef, undef, 0.02) for 1 .. 500;
  exit(0);
}
select(undef, undef, undef, 0.3);
kill("USR1", $child);
waitpid($child, 0);
printf("child %d code %d\n", $child, $?);

# A child that stops, and whose registers are asked for.
my $traced = fork() // die;
if ($traced == 0) {
  syscall($ptrace, 0, 0, 0, 0);
  kill("STOP", $$);
  exit(0);
}
waitpid($traced, 2);
my $registers = "\0" x 1024;
syscall($ptrace, 12, $traced, 0, $registers);
printf("traced %d\n", $traced);
syscall($ptrace, 7, $traced, 0, 0);
waitpid(-1, 0);

# The kernel lets go of a child some time after it was waited for.
select(undef, undef, undef, 0.5);
