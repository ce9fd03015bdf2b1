import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble, Assembler, r0 } from "@tapset/asm";
import { createKernel, type Fd } from "@tapset/sys";
import { needs } from "@tapset/testkit/needs";
import { afterAll, expect, it } from "vitest";
import { Programs } from "../../bench/programs.mjs";

/** The least program there is, and `more` instructions. */
function programOf(more: number) {
  const main = new Assembler("main").mov(r0, 0);
  for (let count = 0; count < more; count++) main.add(r0, 1);
  return assemble({ main: main.exit().finish(), subprograms: [] }).bytes;
}

needs("bpf", "raw-tracepoint", "gcc").describe("the workload that counts its parent's programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "tapset-program-size-"));
  const { programs, links } = createKernel();
  const load = (more: number) => programs.load({ type: "raw_tracepoint", name: "counted", instructions: programOf(more) });
  const workloads = new Programs(folder);
  const said = () => spawnSync(workloads.workload("program-size"), { encoding: "utf8" }).stderr;
  afterAll(() => rmSync(folder, { recursive: true }));

  it("counts each once, by however many descriptors it's held, and none that is closed", () => {
    expect(said()).toBe("0 programs, 0 instructions\n");
    const held: Fd[] = [load(0), load(40)];
    expect(said()).toBe("2 programs, 44 instructions\n");
    for (const program of [...held]) held.push(links.openRawTracepoint(program, "sched_process_fork"));
    expect(said()).toBe("2 programs, 44 instructions\n");
    for (const program of held.splice(0, 2)) program.close();
    // By links alone.
    expect(said()).toBe("2 programs, 44 instructions\n");
    for (const link of held) link.close();
    expect(said()).toBe("0 programs, 0 instructions\n");
  });
});
