# Has children, a thread of one among them, and tells who they are and how they end.
use strict;
$| = 1;

my $plain = fork() // die;
if ($plain == 0) { exit(7); }
waitpid($plain, 0);
printf("child %d code %d\n", $plain, $?);

my $killed = fork() // die;
if ($killed == 0) { kill("KILL", $$); sleep(60); }
waitpid($killed, 0);
printf("child %d code %d\n", $killed, $?);

my $other = fork() // die;
if ($other == 0) { exec("/bin/echo", "a b", "c"); }
waitpid($other, 0);
printf("child %d code %d\n", $other, $?);

my $missing = fork() // die;
if ($missing == 0) { no warnings; exec { "/nonexistent" } "other", "x"; exit(3); }
waitpid($missing, 0);
printf("child %d code %d\n", $missing, $?);

# The kernel lets go of a child some time after it was waited for: as many seconds as are asked for there is somebody it's a child of.
select(undef, undef, undef, $ARGV[0]) if @ARGV;
