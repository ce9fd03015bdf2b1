# Has connections of all fates, and tells what the kernel has counted of them.
use strict;
use Socket qw(:all);
$| = 1;

my $listening = sockaddr_in(7001, INADDR_LOOPBACK);
socket(my $server, AF_INET, SOCK_STREAM, 0) or die;
setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
bind($server, $listening) or die;
listen($server, 1) or die;

# One that stays, with messages there and back, of which the last is acknowledged late.
socket(my $client, AF_INET, SOCK_STREAM, 0) or die;
connect($client, $listening) or die;
accept(my $served, $server) or die;
for (1 .. 3) {
  syswrite($client, "question");
  sysread($served, my $question, 9);
  syswrite($served, "answer");
  sysread($client, my $answer, 9);
}
syswrite($client, "question");
select(undef, undef, undef, 0.3);

# One that is closed, one that is broken off, and one that's refused.
socket(my $closed, AF_INET, SOCK_STREAM, 0) or die;
connect($closed, $listening) or die;
accept(my $other, $server) or die;
close($other);
close($closed);
socket(my $broken, AF_INET, SOCK_STREAM, 0) or die;
connect($broken, $listening) or die;
accept($other, $server) or die;
setsockopt($broken, SOL_SOCKET, SO_LINGER, pack("l2", 1, 0));
close($broken);
socket(my $refused, AF_INET, SOCK_STREAM, 0) or die;
connect($refused, sockaddr_in(7009, INADDR_LOOPBACK));

# One that nobody answers, and which is tried again after a second.
socket(my $unanswered, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0) or die;
connect($unanswered, sockaddr_in(7001, inet_aton("10.9.9.2")));
select(undef, undef, undef, 1.5);
close($unanswered);

# Two wait to be accepted; the next are dropped.
my @waiting;
for (1 .. 4) {
  socket(my $one, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0) or die;
  connect($one, $listening);
  push(@waiting, $one);
}
select(undef, undef, undef, 0.2);

# A mark in what is traced.
getppid();
for my $file ("snmp", "netstat") {
  open(my $counters, "<", "/proc/net/$file") or die;
  while (my $names = <$counters>) {
    my @names = split(" ", $names);
    my @counts = split(" ", <$counters>);
    print(map { "$names[$_] $counts[$_]\n" } 1 .. $#names) if $names[0] =~ /^Tcp/;
  }
}
