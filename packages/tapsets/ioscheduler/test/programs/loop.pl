# Reads and writes a loop device of its own in known ways, once with a scheduler and once without; tells which device, and what.
use strict;
use File::Temp "tempdir";
$| = 1;
my $folder = tempdir(CLEANUP => 1);
open(my $image, ">", "$folder/image") or die $!;
truncate($image, 8 << 20);
close($image);
chomp(my $loop = `losetup --find --show --partscan '$folder/image'`);
my ($name) = $loop =~ m{/dev/(loop\d+)$} or die "losetup: $loop";
sub END { system("losetup", "--detach", $loop) if $loop; }
# A partition from sector 2048 on, of 8192 sectors.
system("addpart", $loop, 1, 2048, 8192) == 0 or die;
sub number { open(my $file, "<", "/sys/class/block/$_[0]/dev") or die "$_[0]: $!"; return map { chomp; $_ } <$file>; }
sub scheduler { open(my $file, ">", "/sys/block/$name/queue/scheduler") or die; print $file $_[0]; close($file) or die "$_[0]: $!"; }
sub copy { system("dd", "status=none", @_) == 0 or die "dd @_"; }

scheduler("mq-deadline");
my ($disk) = number($name);
my ($part) = number("${name}p1");
my ($major, $minor) = split(/:/, $part);
system("mknod", "$folder/part", "b", $major, $minor) == 0 or die;
printf("disk %s %s\n", $name, $disk);
copy("if=$loop", "of=/dev/null", "bs=16384", "count=1", "skip=3", "iflag=direct");
print("read mq-deadline 96 16384\n");
copy("if=$folder/part", "of=/dev/null", "bs=4096", "count=1", "skip=2", "iflag=direct");
print("read mq-deadline 2064 4096\n");
scheduler("none");
copy("if=/dev/zero", "of=$loop", "bs=8192", "count=1", "seek=1", "oflag=direct", "conv=notrunc");
print("write none 16 8192\n");
