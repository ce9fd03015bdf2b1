# System calls that fill memory, whose results are known: of a folder to work in, with a file of 11 bytes and mode 0640 that is named f.
use strict;
my ($folder) = @ARGV;
my $buffer = "\0" x 4096;
# The kernel is given copies, but where what it writes is needed: Perl lends it no constants.
sub call { my ($number, @arguments) = @_; return syscall($number, @arguments) }
sub words { return pack("q*", @_) }

call(37, 0);                                                     # alarm
call(4, "$folder/f", $buffer);                                   # stat
call(5, -1, $buffer);                                            # fstat, which fails
call(262, -100, "$folder/f", $buffer, 0);                        # newfstatat
call(332, -100, "$folder/f", 0, 0x7ff, $buffer);                 # statx
call(137, $folder, $buffer);                                     # statfs
call(229, 1, $buffer);                                           # clock_getres
call(38, 1, words(0, 0, 3600, 0), 0);                            # setitimer
call(38, 1, words(0, 0, 0, 0), $buffer);                         # setitimer, which tells the old
my $timer = call(283, 1, 0);                                     # timerfd_create
call(287, $timer, $buffer);                                      # timerfd_gettime
call(302, 0, 4, words(0, 0), 0);                                 # prlimit64
call(97, 4, $buffer);                                            # getrlimit
call(63, $buffer);                                               # uname
call(14, 0, words(0x200), 0, 8);                                 # rt_sigprocmask
call(14, 1, words(0x200), $buffer, 8);                           # rt_sigprocmask, which tells the old
my $pair = "\0" x 8;
syscall(53, 1, 2, 0, $pair);                                     # socketpair
my ($first, $second) = unpack("ii", $pair);
my $udp = call(41, 2, 2, 0);                                     # socket
call(49, $udp, pack("S n C4 x8", 2, 0, 127, 0, 0, 1), 16);       # bind
my ($name, $length) = ("\0" x 16, pack("L", 16));
syscall(51, $udp, $name, $length);                               # getsockname
call(44, $udp, "ping", 4, 0, $name, 16);                         # sendto
call(7, pack("i S S", $udp, 1, 0), 1, 0);                        # poll
my $epoll = call(291, 0);                                        # epoll_create1
call(233, $epoll, 1, $udp, pack("L Q", 1, 5));                   # epoll_ctl
call(232, $epoll, $buffer, 4, 0);                                # epoll_wait
my $from = "\0" x 16;
call(45, $udp, $buffer, 4096, 0, $from, pack("L", 16));          # recvfrom
call(44, $first, "whole", 5, 0, 0, 0);                           # sendto
call(0, $second, $buffer, 100);                                  # read
call(44, $first, "a\0b", 3, 0, 0, 0);                             # sendto
call(0, $second, $buffer, 100);                                  # read of what holds a NUL
call(79, $buffer, 4096);                                         # getcwd
my ($real, $effective, $saved) = map { pack("i", -1) } 1 .. 3;
call(118, $real, $effective, $saved);                            # getresuid
call(100, $buffer);                                              # times
call(99, $buffer);                                               # sysinfo
my $child = syscall(57);                                         # fork
call(231, 3) if $child == 0;                                     # exit_group
call(247, 1, $child, $buffer, 4, 0);                             # waitid
