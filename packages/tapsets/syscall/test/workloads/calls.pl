# System calls of many kinds with arguments that are known, each asked of the kernel itself. Begins and ends with getppid.
use strict;
my $buffer = "\0" x 4096;
# The kernel is given copies: Perl lends it no constants.
sub call { my ($number, @arguments) = @_; return syscall($number, @arguments) }
sub inet { return pack("S n C4 x8", 2, $_[0], 127, 0, 0, 1) }

call(110);
my $fd = call(257, -100, "/dev/zero", 0x80000);                      # openat
call(0, $fd, $buffer, 4);                                            # read
call(8, $fd, -2, 2);                                                 # lseek
call(72, $fd, 4, 0x800);                                             # fcntl F_SETFL
call(72, $fd, 2, 1);                                                 # fcntl F_SETFD
call(16, $fd, 0x5401, $buffer);                                      # ioctl
call(73, $fd, 5);                                                    # flock
call(221, $fd, 0, 0, 4);                                             # fadvise64
call(3, $fd);                                                        # close
my $null = call(257, -100, "/dev/null", 0x441, 0644);                # openat
call(1, $null, "hello\n", 6);                                        # write
call(1, $null, "x" x 100, 100);                                      # write
my ($first, $second) = ("hello", "world" x 20);
call(20, $null, pack("pQ pQ", $first, 5, $second, 100), 2);          # writev
call(18, $null, "abc", 3, 7);                                        # pwrite64
call(292, $null, 63, 0x80000);                                       # dup3
call(437, -100, "/nonexistent", pack("QQQ", 0x80041, 0600, 8), 24);  # openat2
call(332, -100, "/", 0x100, 0x7ff, $buffer);                         # statx
call(269, -100, "/nonexistent", 5);                                  # faccessat
call(21, "/etc/hostname", 4);                                        # access
call(263, -100, "/nonexistent", 0x200);                              # unlinkat
call(316, -100, "/nonexistent", -100, "/nowhere", 1);                # renameat2
call(83, "/nonexistent/d", 0755);                                    # mkdir
call(165, "none", "/nonexistent", "tmpfs", 6, "size=1");             # mount
call(59, "/nonexistent", pack("p p Q", "a", "b c", 0), 0);           # execve
my $inet6 = call(41, 10, 0x80002, 17);                               # socket
call(54, $inet6, 1, 2, pack("i", 1), 4);                             # setsockopt
call(42, $inet6, pack("S n N x15 C V", 10, 9, 0, 1, 0), 28);         # connect
my $local = call(41, 1, 1, 0);                                       # socket
call(42, $local, pack("S a*", 1, "/nonexistent\0"), 15);             # connect
call(42, $local, pack("S a*", 1, "\0nobody"), 9);                    # connect
my $inet = call(41, 2, 2, 0);                                        # socket
call(44, $inet, "ping", 4, 0x4000, inet(9), 16);                     # sendto
my ($name, $vector) = (inet(9), pack("pQ", $first, 5));
call(46, $inet, pack("p L x4 p Q Q Q i x4", $name, 16, $vector, 1, 0, 0, 0), 0);  # sendmsg
call(48, $inet, 2);                                                  # shutdown
call(7, pack("i s S i s S", $inet, 1, 0, -1, 5, 0), 2, 0);           # poll
my $epoll = call(291, 0x80000);                                      # epoll_create1
call(233, $epoll, 1, $inet, pack("L Q", 0x80000001, 5));             # epoll_ctl
call(35, pack("q q", 0, 1000), 0);                                   # nanosleep
call(230, 1, 0, pack("q q", 0, 1000), 0);                            # clock_nanosleep
call(38, 0, pack("q4", 0, 0, 0, 0), 0);                              # setitimer
my $timer = call(283, 1, 0x80800);                                   # timerfd_create
call(286, $timer, 0, pack("q4", 0, 0, 5, 7), 0);                     # timerfd_settime
call(14, 0, pack("Q", 0x200), 0, 8);                                 # rt_sigprocmask
call(13, 10, pack("Q4", 1, 0, 0, 0), 0, 8);                          # rt_sigaction
call(302, 0, 4, pack("Q2", 0, 0), 0);                                # prlimit64
call(62, 0x3ffffff, 15);                                             # kill
call(61, -1, 0, 1, 0);                                               # wait4
call(202, $buffer, 129, 1, 0, 0, 0);                                 # futex
call(157, 15, "worker", 0, 0, 0);                                    # prctl
call(95, 022);                                                       # umask
call(318, $buffer, 8, 1);                                            # getrandom
call(319, "area", 1);                                                # memfd_create
call(10, 0x10000, 4096, 1);                                          # mprotect
call(28, 0x10000, 4096, 4);                                          # madvise
call(98, 0, $buffer);                                                # getrusage
call(110);
