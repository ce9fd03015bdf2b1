# Has a group of processes run out of memory: the one that asks for too much is not the one that has the most. Tells both.
use strict;
use File::Temp "tempdir";
$| = 1;
my $version_1 = -d "/sys/fs/cgroup/memory";
my $mounted;
my $root = $version_1 ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";
if (! -f "$root/cgroup.procs") {
  $root = $mounted = tempdir();
  system("mount", "-t", "cgroup2", "none", $mounted) == 0 or die "mount: $?";
}
my $group = "$root/tapset-oom-$$";
sub put { my ($file, $text) = @_; open(my $out, ">", $file) or die "$file: $!"; print $out $text; close($out) or die "$file: $!"; }
put("$root/cgroup.subtree_control", "+memory") unless $version_1;
mkdir($group) or die "$group: $!";
put("$group/" . ($version_1 ? "memory.limit_in_bytes" : "memory.max"), 48 << 20);
pipe(my $ready, my $tell);
my $hog = fork() // die;
if ($hog == 0) {
  put("$group/cgroup.procs", $$);
  my $held = "x" x (32 << 20);
  syswrite($tell, "!");
  sleep(60);
  exit(0);
}
sysread($ready, my $byte, 1);
my $asker = fork() // die;
if ($asker == 0) {
  put("$group/cgroup.procs", $$);
  my $more = "x" x (24 << 20);
  exit(0);
}
waitpid($hog, 0);
printf("hog %d signal %d\n", $hog, $? & 127);
printf("asker %d\n", $asker);
waitpid($asker, 0);
rmdir($group) or die "$group: $!";
if ($mounted) {
  system("umount", $mounted) == 0 or die "umount: $?";
  rmdir($mounted);
}
