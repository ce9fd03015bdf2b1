import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import context from "@tapset/context";
import { compatProgram, madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import syscall from "../src/index.js";

const tapsets = Object.entries({ context, syscall }).map(([name, module]) => madeTapset({ name, module }));

const words = (...values: readonly number[]) => new Uint8Array(Uint32Array.from(values).buffer);
const text = (value: string) => Buffer.from(`${value}\0`, "latin1");

/** By i386's numbers: openat, nanosleep, socketcall, truncate64, getppid, exit. */
const program = compatProgram([
  [295, -100, text("/nonexistent"), 0],
  [162, words(0, 1000), 0],
  [102, 1, words(2, 2, 0)],
  [193, text("/nonexistent"), 1, 2],
  [64],
  [1, 3],
]);

/** What is printed while a 32-bit program runs. */
async function linesOf(script: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "tapset-compat-"));
  try {
    const path = join(folder, "compat-calls");
    writeFileSync(path, program, { mode: 0o755 });
    const { output } = await nativeSession(script, { command: path, tapsets, timeoutMs: 60_000 });
    return output.split("\n").slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

needs("compat-programs", "tp-btf", "ring-buffer", "read-user", "task-storage").describe("calls of 32-bit programs", () => {
  it("have the names and arguments of their own table", async () => {
    const lines = await linesOf('probe syscall.*.return { if (execname() == "compat-calls") printf("%s(%s) = %s\\n", name, argstr, retstr) }');
    expect(lines.slice(lines.findIndex((line) => line.startsWith("openat(")))).toEqual([
      'openat(AT_FDCWD, "/nonexistent", O_RDONLY) = -2 (ENOENT)',
      "nanosleep([0.000001000], 0x0) = 0",
      "socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3",
      `truncate64("/nonexistent", ${2 * 2 ** 32 + 1}) = -2 (ENOENT)`,
      expect.stringMatching(/^getppid\(\) = \d+$/),
    ]);
  });
  it("fire as socketcall, too, where that is written out", async () => {
    const lines = await linesOf('probe syscall.socketcall.return { if (execname() == "compat-calls") printf("%s(%s) = %s\\n", name, argstr, retstr) }');
    expect(lines).toEqual(["socketcall(SYS_SOCKET, {2, 2, 0}) = 3"]);
  });
  it("are counted with those of 64-bit programs, or alone by SystemTap's name", async () => {
    const script = `
      global both, compat, native
      probe syscall.getppid { if (execname() == "compat-calls") both++ }
      probe syscall.compat_nanosleep { if (execname() == "compat-calls") compat++ }
      probe syscall.nanosleep { if (execname() == "compat-calls") native++ }
      probe syscall.exit { if (execname() == "compat-calls") println(both, " ", compat, " ", native, " ", status) }`;
    expect(await linesOf(script)).toEqual(["1 1 0 3"]);
  });
  it("have i386's numbers under syscall_any", async () => {
    const lines = await linesOf('probe syscall_any { if (execname() == "compat-calls") println(syscall_nr, " ", name) }');
    expect(lines).toEqual(expect.arrayContaining(["295 openat", "162 nanosleep", "102 socketcall", "1 exit"]));
  });
});

