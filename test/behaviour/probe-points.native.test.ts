// Which forms of probe points fire on this kernel, and with which words the others are refused. `npm test` compares it with what
// docs/probe-points.md says of this machine, which `npm run probe-points` writes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { needs } from "@tapset/testkit";
import { expect, it, type TaskMeta } from "vitest";
import { type KernelPoint, kernelPoints } from "./kernel-points.js";
import { type Run, tapset } from "./tapset-command.js";

declare module "vitest" {
  interface TaskMeta {
    /** For docs/probe-points.md. */
    probePoints?: { readonly points: Readonly<Record<string, string>> };
  }
}

/** Writes, looks at files, sends a packet to itself, calls open(2) (2 on x86-64), and takes some time; it runs in a shell. */
const COMMAND = `echo something > /dev/null; ls -l /usr/share/doc > /dev/null; exec perl -MSocket -e 'socket($s, AF_INET, SOCK_DGRAM, 0); send($s, "x", 0, pack_sockaddr_in(7777, INADDR_LOOPBACK)); open($f, ">", "/dev/null"); syswrite($f, "abc"); $n = "/dev/null"; syscall(2, $n, 0); 1 while (times)[0] < 0.2'`;

/** Where a function and a number of the kernel's lie; made up where the kernel doesn't show it. */
function addresses(): { readonly code: string; readonly data: string } {
  const symbols = readFileSync("/proc/kallsyms", "latin1");
  const find = (pattern: RegExp): string => `0x${pattern.exec(symbols)?.[1] ?? "ffffffff81000000"}`;
  return { code: find(/^([0-9a-f]+) [tT] vfs_write$/m), data: find(/^([0-9a-f]+) [bBdD] jiffies(?:_64)?$/m) };
}

needs("bpf", "ring-buffer", "tp-btf").describe("every form of probe point of the kernel's side", () => {
  it("fires, or is refused in words", { timeout: 600_000 }, async ({ task }) => {
    const { code, data } = addresses();
    const rows = kernelPoints(code, data);
    const folder = mkdtempSync(join(tmpdir(), "tapset-points-"));
    const run = (text: string, ...options: readonly string[]): Promise<Run> => {
      const script = join(folder, "points.stp");
      writeFileSync(script, text);
      return tapset(["-w", "-g", ...options, script]);
    };
    try {
      const { fired, words } = await firing(rows, run);
      const refused = await refusals(rows.filter((_, index) => !fired.has(index)), run);
      const results = rows.map(({ form, point }, index): [string, string] => [form, fired.has(index) ? "fires" : (refused.get(point) ?? words.get(point) ?? "attaches, and never fired")]);
      const steady = results.map(([form, result]): [string, string] => [form, withoutBuild(result, [code, data])]);
      (task.meta as TaskMeta).probePoints = { points: Object.fromEntries(steady) };
      expect(steady.filter(([, result]) => result === "fires").length).toBeGreaterThan(15);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What a machine says, without what is another's with the next build of the kernel. */
function withoutBuild(text: string, known: readonly string[]): string {
  const places = known.flatMap((address) => [address, String(BigInt.asIntN(64, BigInt(address)))]);
  return places.reduce((rest, place) => rest.replaceAll(place, "ADDRESS"), text.replaceAll(release(), "RELEASE").replace(/ of build-id [0-9a-f]+/, ""));
}

type RunScript = (text: string, ...options: readonly string[]) => Promise<Run>;

/** The rows that fire when all are tried at once; those that can't be are passed over. */
async function firing(rows: readonly KernelPoint[], run: RunScript): Promise<{ readonly fired: ReadonlySet<number>; readonly words: ReadonlyMap<string, string> }> {
  const fired = new Set<number>();
  const words = new Map<string, string>();
  const script = (some: readonly number[], isOptional: boolean): string =>
    `global fired\n${some.map((index) => `probe ${rows[index]!.point}${isOptional ? " ?" : ""} { ${rows[index]!.by === "command" ? "if (pid() == target()) " : ""}fired[${index}] = 1 }`).join("\n")}\nprobe end { foreach (row+ in fired) println(row) }`;
  const take = ({ stdout }: Run): void => stdout.split("\n").filter((line) => line !== "").forEach((line) => fired.add(Number(line)));
  take(await run(script(rows.map((_, index) => index), true), "-c", COMMAND));
  // What didn't fire among the others is tried alone, and says what is wrong.
  for (const [index, { point }] of rows.entries()) {
    if (fired.has(index)) continue;
    const alone = await run(script([index], false), "-c", COMMAND);
    take(alone);
    const said = /^(?:ERROR: |semantic error: )(.*)$/m.exec(alone.stderr)?.[1];
    if (said !== undefined) words.set(point, said);
  }
  return { fired, words };
}

/** With which words rows are refused before anything is attached. */
async function refusals(rows: readonly KernelPoint[], run: RunScript): Promise<ReadonlyMap<string, string>> {
  const { stderr } = await run(rows.map(({ point }) => `probe ${point} { next }`).join("\n"), "-p2");
  const found = new Map<string, string>();
  for (const [, message = "", line = ""] of stderr.matchAll(/^semantic error: (.*)\n +at: .*points\.stp:(\d+):\d+/gm)) {
    const row = rows[Number(line) - 1];
    if (row !== undefined && !found.has(row.point)) found.set(row.point, message);
  }
  return found;
}
