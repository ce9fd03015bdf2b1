import { CONTROL, LEDGER, type Module } from "@tapset/compiler";
import type { AttachSpec, Handler, HostFunctions, ProbeFamily, Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { FakeKernel } from "./fake-kernel.js";
import { runScript } from "./run-script.js";
import { print, sessionModule, span, type TestHandler } from "./script.js";

const note = (what: string): Stmt => ({ op: "host", name: what, arguments: [] });

/** A module with one program beside its session handlers. */
function withProgram(handlers: readonly TestHandler[]): Module {
  const base = sessionModule(handlers);
  const probe = base.ir.probes.length;
  const handler: Handler = { id: probe, probe, condition: undefined, locals: [], body: [], functions: [], owns: [], paired: undefined };
  const attach = [{ kind: "fake" }];
  const kind = { type: "RAW_TRACEPOINT" };
  return {
    ...base,
    ir: {
      ...base.ir,
      probes: [...base.ir.probes, { id: probe, point: "fake.event", written: "fake.*", span }],
      programs: [{ id: 0, name: "fake", family: "fake", program: kind, attach, selector: undefined, cases: [{ when: undefined, handler }], skipSelf: true }],
    },
    maps: [
      { name: "globals", type: "ARRAY", keySize: 4, valueSize: CONTROL.scalars, maxEntries: 1, mmapable: true },
      { name: "scratch", type: "PERCPU_ARRAY", keySize: 4, valueSize: LEDGER.words * 8, maxEntries: 1, mmapable: false },
    ],
    ledger: [{ probe, map: "scratch", offset: 0 }],
    programs: [{ name: "fake", kind, code: { bytes: Buffer.alloc(8), relocations: [], functions: [], lines: [] }, family: "fake", attach, needsFuncInfo: false }],
  };
}

function setUp(missed?: () => bigint) {
  const fake = new FakeKernel();
  const armed = (): string => (fake.word("map globals", CONTROL.armed) === 1n ? "armed" : "not armed");
  const family: ProbeFamily = {
    name: "fake",
    patterns: [],
    derive: () => ({ kind: "probes", probes: [] }),
    loadAttach: () =>
      Promise.resolve({
        attach: (_kernel: unknown, _program: unknown, spec: AttachSpec) => {
          fake.log.push(`attach ${spec.kind}, ${armed()}`);
          return { close: () => fake.log.push("detach"), missed: missed ?? (() => undefined) };
        },
      }),
  };
  const host: HostFunctions = {
    begin: () => void fake.log.push(`begin, ${armed()}`),
    end: () => void fake.log.push(`end, ${armed()}`),
  };
  return { fake, family, host, armed };
}

const handlers: readonly TestHandler[] = [
  { phase: "begin", body: [note("begin")] },
  { phase: "end", body: [note("end")] },
];

describe("order of a session with kernel handlers", () => {
  it("load, attach, begin, arm, …, disarm, wait for what still runs, end, detach", async () => {
    const { fake, family, host, armed } = setUp();
    const { summary } = await runScript(withProgram(handlers), {
      kernel: () => fake.kernel,
      family: () => family,
      host,
      interrupts: (listener) => {
        const timer = setTimeout(() => {
          fake.log.push(`interrupt, ${armed()}`);
          listener();
        }, 10);
        return () => clearTimeout(timer);
      },
    });
    expect(fake.log).toEqual([
      "map globals",
      "map scratch",
      "program fake",
      "program own_pid",
      "attach fake, not armed",
      "begin, not armed",
      "interrupt, armed",
      "grace period",
      "end, not armed",
      "detach",
    ]);
    expect([...fake.open]).toEqual([]);
    expect(summary.probes.at(-1)).toMatchObject({ point: "fake.event", missed: undefined });
  });

  it("arms nothing when begin calls exit, but ends properly", async () => {
    const { fake, family, host } = setUp();
    const module = withProgram([{ phase: "begin", body: [{ op: "exit" }] }, { phase: "end", body: [note("end")] }]);
    await runScript(module, { kernel: () => fake.kernel, family: () => family, host });
    expect(fake.log.slice(4)).toEqual(["attach fake, not armed", "grace period", "end, not armed", "detach"]);
    expect(fake.word("map globals", CONTROL.self)).toBe(0n);
  });

  it("says at the end what the kernel has skipped", async () => {
    // What was missed before it was armed is none of it.
    const counts = [2n, 7n];
    const { fake, family, host } = setUp(() => counts.shift() ?? 7n);
    const { stderr } = await runScript(withProgram([{ phase: "begin", body: [note("begin")] }]), { kernel: () => fake.kernel, family: () => family, host, timeoutMs: 5 });
    expect(stderr).toBe("WARNING: Number of errors: 0, skipped probes: 5\nWARNING: 5 events missed by the kernel in probe fake.event\n");
  });

  it("tells the programs whom they run for, and the time", async () => {
    const { fake, family, host } = setUp();
    let target = 0n;
    await runScript(withProgram([{ phase: "begin", body: [print("x")] }]), {
      kernel: () => fake.kernel,
      family: () => family,
      host,
      command: "sleep 0",
      interrupts: () => () => undefined,
    });
    target = fake.word("map globals", CONTROL.target);
    expect(target).toBeGreaterThan(0n);
    expect(fake.word("map globals", CONTROL.self)).toBe(4711n);
    expect(fake.word("map globals", CONTROL.realtimeOffset)).toBe(999_600n);
  });
});
