import { Assembler, assemble, r0, r1 } from "@tapset/asm";
import type { Stmt } from "@tapset/core";
import { AttachError, loadModule, ProgramRefusedError, runSession } from "@tapset/runtime";
import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { MemorySink } from "../session/memory-sink.js";
import { runScript } from "../session/run-script.js";
import { global, long, print, span, text, value } from "../session/script.js";
import { comm, compileScript, withCalls } from "./kernel-script.js";
import { kernelModule, program, rawFamily } from "./raw-module.js";
import { tracedKernel } from "./traced-kernel.js";

const n = global(0, { storage: "shared" });
const count: Stmt = {
  op: "evaluate", value: { type: "long", op: "update", yields: "new", update: { place: { global: n, keys: [] }, operator: "add", value: long(1) } },
};
const counted = value("d", { type: "long", op: "global", global: n });

needs("bpf").describe("how a session with kernel handlers ends", () => {
  it("on exit() in a kernel handler, with what was printed before it and nothing after", async () => {
    const isTenth = { type: "long", op: "compare", comparison: "eq", left: { type: "long", op: "global", global: n }, right: long(10) } as const;
    const module = compileScript({
      globals: [n],
      body: [count, print(counted, " "), { op: "if", condition: isTenth, then: [print("bye "), { op: "exit" }], otherwise: [] }],
      session: [{ phase: "begin", body: [print("begin ")] }, { phase: "end", body: [print("end ", counted)] }],
    });
    const { stdout, stderr, summary } = await runScript(module, withCalls(1000));
    expect(stdout).toBe("begin 1 2 3 4 5 6 7 8 9 10 bye end 10");
    expect(stderr).toBe("");
    expect(summary).toMatchObject({ reason: "exit", status: 0 });
  });

  it("on an error in a kernel handler, which says where it was", async () => {
    const division = { type: "long", op: "binary", operator: "div", left: long(1), right: { type: "long", op: "global", global: n }, span } as const;
    const module = compileScript({
      globals: [n],
      body: [print("before "), { op: "evaluate", value: division }, print("after ")],
      session: [{ phase: "end", body: [print("end")] }, { phase: "error", body: [print("error")] }],
    });
    const { stdout, stderr, summary } = await runScript(module, withCalls(5));
    expect(stdout).toBe("before error");
    expect(stderr).toBe("ERROR: division by 0 near identifier 'probe' at test.stp:1:1\nWARNING: Number of errors: 1, skipped probes: 0\n");
    expect(summary).toMatchObject({ reason: "error", status: 1 });
    expect(summary.probes.at(-1)).toMatchObject({ point: "getppid", failed: 1n });
  });

  it("says what an array had no room for", async () => {
    const a = global(1, { storage: "shared", keys: [{ type: "long", bound: 0 }], maxEntries: 3 });
    const put: Stmt = {
      op: "evaluate",
      value: { type: "long", op: "update", yields: "new", span, update: { place: { global: a, keys: [{ type: "long", op: "global", global: n }] }, operator: "set", value: long(1) } },
    };
    const module = compileScript({ globals: [n, a], body: [count, put], session: [] });
    const { stderr, summary } = await runScript(module, withCalls(5));
    expect(stderr).toContain("ERROR: Array overflow, check MAXMAPENTRIES near identifier 'probe' at test.stp:1:1\n");
    expect(summary.losses).toEqual([{ kind: "array-full", count: 1n, probe: "getppid" }]);
  });

  it("accounts for records the ring had no room for, and fails on loss when asked to", async () => {
    const calls = 3000;
    const module = compileScript({ globals: [], body: [print(value("s", comm), value("s", text("x".repeat(100))), "\n")], session: [] });
    const stuck = new MemorySink();
    // Nobody reads, so nothing is drained while the command runs.
    stuck.backlogBytes = 2 ** 40;
    const { summary } = await runScript(module, { ...withCalls(calls), ringBytes: 4096, failOnLoss: true, stdout: stuck });
    const { produced, delivered, dropped } = summary.records;
    expect(produced).toBe(BigInt(calls));
    expect(delivered).toBeGreaterThan(0n);
    expect(delivered + dropped).toBe(produced);
    expect(stuck.text.split("\n").length - 1).toBe(Number(delivered));
    expect(summary).toMatchObject({ status: 4, losses: [{ kind: "dropped", count: dropped, probe: "getppid" }] });
  });

  it("leaves nothing open", async () => {
    const { kernel, open } = tracedKernel();
    const a = global(0, { storage: "shared", keys: [{ type: "long", bound: 0 }], twoCopies: true });
    const put: Stmt = {
      op: "evaluate", value: { type: "long", op: "update", yields: "new", update: { place: { global: a, keys: [long(1)] }, operator: "add", value: long(1) } },
    };
    const module = compileScript({ globals: [a], body: [put], session: [{ phase: "end", body: [{ op: "clear", global: a }], owns: [a] }] });
    await runScript(module, { ...withCalls(5), kernel: () => kernel });
    expect([...open.values()]).toEqual([]);
  });
});

needs("bpf").describe("a session that can't start", () => {
  const options = { family: () => rawFamily, stdout: new MemorySink(), stderr: new MemorySink() };

  it("says in one line what the verifier refused, and where that is in the script", async () => {
    const { kernel, open } = tracedKernel();
    const asm = new Assembler("main");
    asm.mov(r0, 0).at(1).ldx(8, r1, r0, 0).exit();
    const bad = { ...program(() => undefined), code: assemble({ main: asm.finish(), subprograms: [] }) };
    const module = { ...kernelModule(bad, [], []), spans: [span, { ...span, start: 6, end: 11 }] };
    const error = await runSession(module, { ...options, kernel: () => kernel }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProgramRefusedError);
    const refused = error as ProgramRefusedError;
    expect(refused.message).toBe("load program main (probe raw.sys_enter): refused by the kernel's verifier at test.stp:1:7: R0 invalid mem access 'scalar'");
    expect(refused.log).toContain("R0 invalid mem access");
    expect([...open.values()]).toEqual([]);
  });

  it("names what couldn't be attached, and detaches the rest", async () => {
    const { kernel, open } = tracedKernel();
    const module = kernelModule({ ...program(() => undefined), attach: [{ kind: "raw", tracepoint: "sys_enter" }, { kind: "raw", tracepoint: "no_such" }] }, [], []);
    const error = await runSession(module, { ...options, kernel: () => kernel }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AttachError);
    expect((error as AttachError).message).toMatch(/^attach raw\.sys_enter: .*ENOENT/);
    expect((error as AttachError).spec).toEqual({ kind: "raw", tracepoint: "no_such" });
    expect([...open.values()]).toEqual([]);
  });

  it("is found out by loading alone (-p4)", () => {
    const { kernel, open } = tracedKernel();
    const loaded = loadModule(kernelModule(program(() => undefined), [], []), { kernel, ringBytes: 5000 });
    expect(loaded.maps.get("ring")?.spec.maxEntries).toBe(8192);
    expect(loaded.program("main")).toBeDefined();
    loaded.close();
    expect([...open.values()]).toEqual([]);
  });
});
