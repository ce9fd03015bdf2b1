import { readdirSync, readFileSync } from "node:fs";
import { createKernel, type Kernel } from "@tapset/sys";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { startTapset } from "./tapset-command.js";

type ObjectKind = "prog" | "map" | "link";

/** Maps of every kind, two-copy ones too; programs of tracepoints and perf events, each attached. */
const everything = `
  global n, a, s, wrapping%
  probe syscall.getppid, syscall.openat.return { n++; a[pid()]++; s <<< pid(); wrapping[tid()] = execname(); if (pid() == target()) println("traced") }
  probe timer.profile { n++ }
  probe timer.ms(10) { foreach (k in a) println(k); delete a; println("armed") }
  probe end { println("end ran") }`;

/** Kernel objects a process holds. */
function held(pid: number): Record<ObjectKind, number[]> {
  const ids = { prog: new Set<number>(), map: new Set<number>(), link: new Set<number>() };
  for (const fd of readdirSync(`/proc/${pid}/fdinfo`)) {
    for (const [, kind, id] of infoOf(`/proc/${pid}/fdinfo/${fd}`).matchAll(/^(prog|map|link)_id:\t(\d+)$/gm)) ids[kind as ObjectKind].add(Number(id));
  }
  return { prog: [...ids.prog], map: [...ids.map], link: [...ids.link] };
}

function infoOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Which of those objects the kernel still knows. */
function remaining(kernel: Kernel, ids: Record<ObjectKind, number[]>): string[] {
  const known: Record<ObjectKind, ReadonlySet<number>> = {
    prog: new Set(kernel.programs.ids()),
    map: new Set(kernel.maps.ids()),
    link: new Set(kernel.links.ids()),
  };
  return (["prog", "map", "link"] as const).flatMap((kind) => ids[kind].filter((id) => known[kind].has(id)).map((id) => `${kind} ${id}`));
}

needs("bpf").describe("nothing stays", () => {
  it.each([
    ["a session that ends", "SIGINT", /end ran\n/],
    ["one that is killed", "SIGKILL", /armed\n/],
  ] as const)("of %s", async (_, signal, output) => {
    const kernel = createKernel();
    const { child, printed, ended } = startTapset(["-e", everything]);
    await printed("armed");
    const ids = held(child.pid ?? 0);
    expect(ids.prog.length).toBeGreaterThanOrEqual(3);
    expect(ids.map.length).toBeGreaterThanOrEqual(4);
    expect(ids.link.length).toBeGreaterThanOrEqual(2);
    expect(remaining(kernel, ids)).toHaveLength(ids.prog.length + ids.map.length + ids.link.length);
    child.kill(signal);
    expect((await ended).stdout).toMatch(output);
    // The kernel frees them after a grace period or two.
    await expect.poll(() => remaining(kernel, ids), { timeout: 20_000, interval: 100 }).toEqual([]);
  });

  it("of a command that waits for its start, when the tool is killed", async () => {
    const busy = "probe begin { while (1) n++ } global n";
    const { child, ended } = startTapset(["-e", busy, "-DMAXACTION_INTERRUPTIBLE=1000000000", "-c", "sleep 1000"]);
    const pid = child.pid ?? 0;
    await expect.poll(() => infoOf(`/proc/${pid}/task/${pid}/children`), { timeout: 20_000 }).not.toBe("");
    const command = Number.parseInt(infoOf(`/proc/${pid}/task/${pid}/children`), 10);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => infoOf(`/proc/${command}/cmdline`), { timeout: 20_000 }).toBe("");
  });
});
