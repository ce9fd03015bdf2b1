import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import syscall from "../src/index.js";

const traced = needs("tp-btf", "ring-buffer", "read-user");
const paired = needs("tp-btf", "ring-buffer", "read-user", "task-storage");

const tapsets = Object.entries({ context, lifecycle, syscall }).map(([name, module]) => madeTapset({ name, module }));

/** Lines printed by a session whose command runs while the probes are armed. */
async function linesOf(script: string, command: string): Promise<readonly string[]> {
  const { output, messages } = await nativeSession(script, { command, tapsets });
  expect(messages).toBe("");
  return output.split("\n").slice(0, -1);
}

/** Three opens of one file, and nothing else that names it. */
const threeOpens = "for i in 1 2 3; do : < /etc/hostname; done";

traced.describe("entries of system calls", () => {
  it("are counted exactly", async () => {
    const script = `
      global n
      probe syscall.openat { if (pid() == target() && filename_unquoted == "/etc/hostname") n++ }
      probe end { println(n) }`;
    expect(await linesOf(script, threeOpens)).toEqual(["3"]);
  });
  it("have their arguments in words", async () => {
    const script = 'probe syscall.openat { if (pid() == target()) printf("%s(%s)\\n", name, argstr) }';
    const lines = await linesOf(script, "umask 0; : > /dev/null; command : 2> /dev/null < /nonexistent || :");
    expect(lines).toContain('openat(AT_FDCWD, "/dev/null", O_WRONLY|O_CREAT|O_TRUNC, 0666)');
    expect(lines).toContain('openat(AT_FDCWD, "/nonexistent", O_RDONLY)');
  });
  it("are told apart by name under a wildcard", async () => {
    const script = `
      global all, umasks
      probe syscall.* { if (pid() == target()) all[name]++ }
      probe syscall.umask { if (pid() == target()) umasks++ }
      probe end { println(umasks >= 3, " ", all["umask"] == umasks, " ", all["exit_group"]) }`;
    expect(await linesOf(script, "umask 0; umask 1; umask 2")).toEqual(["1 1 1"]);
  });
  // Without kernel reads texts are compared byte by byte, and 6.1's verifier gives up on so many.
  needs("read-kernel").it("have keys and comparisons of words", async () => {
    const script = `
      global opens, flags, hits
      probe syscall.openat {
        if (pid() != target()) next
        opens[filename]++
        flags[flags_str]++
        if (filename == "\\"/etc/hostname\\"" && flags_str == "O_RDONLY") hits++
      }
      probe end { println(opens["\\"/etc/hostname\\""], " ", flags["O_RDONLY"] >= 3, " ", hits) }`;
    expect(await linesOf(script, threeOpens)).toEqual(["3 1 3"]);
  });
  needs("read-kernel").it("have keys and comparisons of addresses' families and ports", async () => {
    const script = `
      global families, ports
      probe syscall.connect {
        if (pid() != target()) next
        families[uaddr_af]++
        if (uaddr_af == "AF_INET6" || uaddr_ip_port == "9") ports[uaddr_ip_port]++
      }
      probe end {
        foreach (af+ in families) printf("%s %d\\n", af, families[af])
        foreach (port+ in ports) printf("%s %d\\n", port, ports[port])
      }`;
    const addresses = ['pack("S n C4 x8", 2, 9, 127, 0, 0, 1)', 'pack("S n x4 x15 C x4", 10, 443, 1)', 'pack("S n C4 x8", 2, 10, 127, 0, 0, 1)', 'pack("S a*", 1, "/nonexistent")', '""'];
    const command = `perl -e 'for (${addresses.join(", ")}) { my $address = $_; syscall(42, -1, $address, length $address) }'`;
    expect(await linesOf(script, command)).toEqual([" 1", "AF_INET 2", "AF_INET6 1", "AF_UNIX 1", "443 1", "9 1"]);
  });
});

paired.describe("returns of system calls", () => {
  it("have the result, and the arguments of the entry", async () => {
    const script = 'probe syscall.openat.return { if (pid() == target()) printf("%s = %s, %d\\n", argstr, retstr, retval) }';
    const lines = await linesOf(script, ": < /etc/hostname; command : 2> /dev/null < /nonexistent || :");
    expect(lines).toContain('AT_FDCWD, "/nonexistent", O_RDONLY = -2 (ENOENT), -2');
    expect(lines).toContain('AT_FDCWD, "/etc/hostname", O_RDONLY = 3, 3');
  });
  it("read again what couldn't be read at entry", async () => {
    const script = 'probe syscall.openat.return { if (pid() == target()) println(filename) }';
    const lines = await linesOf(script, "exec cat /etc/hostname");
    expect(lines).toContain('"/etc/hostname"');
    expect(lines.filter((line) => !line.startsWith('"'))).toEqual([]);
  });
  it("are the parent's alone where a process forks", async () => {
    const script = `
      global entries, returns, children
      probe syscall.fork, syscall.vfork, syscall.clone, syscall.clone3 { if (pid() == target()) entries++ }
      probe syscall.fork.return, syscall.vfork.return, syscall.clone.return, syscall.clone3.return {
        if (pid() == target()) returns++
        if (retval == 0 && ppid() == target()) children++
      }
      probe end { println(entries, " ", returns, " ", children) }`;
    expect(await linesOf(script, "/bin/true; /bin/true; :")).toEqual(["2 2 0"]);
  });
});

paired.it("the verifier takes everything every call offers", async () => {
  const script = `
    probe begin { exit() }
    probe syscall.* { if (pid() == -1) println(name, argstr) }
    probe syscall.*.return { if (pid() == -1) println(name, argstr, retstr, retval) }`;
  const { summary, messages } = await nativeSession(script, { tapsets });
  expect([summary.reason, messages]).toEqual(["exit", ""]);
});
