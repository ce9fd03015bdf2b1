// The way of strace: what a call's arguments were is kept where it begins, and printed where it returns.
import { needs } from "@tapset/testkit/needs";
import { expect, it } from "vitest";
import { script } from "./tapset-command.js";

const KEEPS_ARGUMENTS = `
  global kept
  probe syscall.* { if (pid() == target()) kept[tid()] = argstr }
  probe syscall.*.return { if (pid() == target() && tid() in kept) { printf("%s(%s) = %s\\n", name, kept[tid()], retstr) delete kept[tid()] } }`;

needs("bpf", "ring-buffer", "tp-btf").describe("arguments of every system call", () => {
  it("are kept by a handler of all, and printed by that of the returns", { timeout: 120_000 }, async () => {
    const { status, stdout, stderr } = await script(KEEPS_ARGUMENTS, "-c", `exec perl -e 'open($f, "<", "/no/such\\tfile"); chmod(0640, "/no/such"); select(undef, undef, undef, 0.25); kill(CONT => $$)'`);
    expect(status).toBe(0);
    // What a program hasn't touched yet, as a name in its file, needn't be in memory when a call is given its address.
    expect(stderr).toMatch(/^(?:WARNING: \d+ reads? of memory failed in probe syscall\.\*\n)?$/);
    const lines = stdout.split("\n");
    // A flag and a text, an octal number, a structure that is in memory, a number with a name.
    expect(lines.filter((line) => /^(?:openat|chmod)\(.*\/no\/such/.test(line))).toEqual([
      'openat(AT_FDCWD, "/no/such\\tfile", O_RDONLY|O_CLOEXEC) = -2 (ENOENT)',
      'chmod("/no/such", 0640) = -2 (ENOENT)',
    ]);
    expect(stdout).toMatch(/^p?select6?\(0, 0x0, 0x0, 0x0, \[0\.250000(?:000)?\]/m);
    expect(stdout).toMatch(/^kill\(\d+, SIGCONT\) = 0$/m);
  });
});
