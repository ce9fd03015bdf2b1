# Sends packets of all fates through the loopback device of a network of its own, and tells what the kernel has counted of them.
use strict;
use Socket qw(:all);
$| = 1;

socket(my $wire, 17, SOCK_DGRAM, 0x0008) or die;

# A packet to the loopback device as if it had come from elsewhere: AF_PACKET, IPv4, device 1.
sub arrive {
  my ($to, $protocol, $fragment, $length) = @_;
  my $header = pack("CCnnnCCna4a4", 0x45, 0, 20 + $length, 7, $fragment, 64, $protocol, 0, inet_aton("10.8.8.8"), inet_aton($to));
  my $sum = 0;
  $sum += $_ for unpack("n10", $header);
  $sum = ($sum & 0xffff) + ($sum >> 16) for 1 .. 2;
  substr($header, 10, 2) = pack("n", ~$sum & 0xffff);
  send($wire, $header . "x" x $length, 0, pack("SnlSCCa8", 17, 0x0800, 1, 0, 0, 6, "")) or die "$!";
}

# To this machine, to others, and to nobody's protocol.
socket(my $sender, AF_INET, SOCK_DGRAM, 0) or die;
send($sender, "hello", 0, sockaddr_in(9, INADDR_LOOPBACK)) for 1 .. 3;
arrive("203.0.113.1", 17, 0, 8);
open(my $forward, ">", "/proc/sys/net/ipv4/ip_forward") or die;
syswrite($forward, "1");
arrive("203.0.113.2", 17, 0, 8) for 1 .. 2;
arrive("10.9.9.1", 253, 0, 8) for 1 .. 3;

# Through this machine; then too large for it, and not to be divided (0x4000).
arrive("10.9.9.2", 17, 0, 100) for 1 .. 4;
arrive("10.9.9.2", 17, 0x4000, 1400);

# Divided, and joined: MTU is 1000 there.
setsockopt($sender, IPPROTO_IP, 10, pack("l", 0));
send($sender, "x" x 2500, 0, sockaddr_in(9, inet_aton("10.9.9.2")));
arrive("10.9.9.1", 17, 0x2000, 64);
select(undef, undef, undef, 2.5);

# A mark in what is traced.
getppid();
for my $file ("snmp", "netstat") {
  open(my $counters, "<", "/proc/net/$file") or die;
  while (my $names = <$counters>) {
    my @names = split(" ", $names);
    my @counts = split(" ", <$counters>);
    print(map { "$names[$_] $counts[$_]\n" } 1 .. $#names) if $names[0] =~ /^Ip(Ext)?:/;
  }
}
