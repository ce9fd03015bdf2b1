import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freezeTarget, frozenTarget, type KernelTarget, liveTarget, reduceTarget } from "../src/index.js";
import { madeUpFiles, madeUpKernel } from "./made-up-machine.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapset-frozen-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** All that a target says, as plain data. */
function everything(target: KernelTarget): unknown {
  const { release, version, arch, hz, cpus, lockdown, featureNames, btf } = target;
  return {
    ...{ release, version, arch, hz, cpus, lockdown, featureNames },
    btf: btf && Buffer.from(btf.bytes),
    configuration: target.configuration(),
    hzOption: target.config("CONFIG_HZ"),
    traceEvents: target.traceEvents(),
    formats: target.traceEvents()?.map(([subsystem, name]) => target.traceEvent(subsystem, name)),
    modules: target.moduleNames().map((name) => [name, Buffer.from(target.moduleBtf(name)?.bytes ?? [])]),
    symbols: [...(target.symbols()?.list() ?? [])],
    features: featureNames.map((name) => target.feature(name)),
  };
}

describe("a frozen target", () => {
  it("reads back equal", () => {
    const live = liveTarget(madeUpKernel(), { files: madeUpFiles() });
    freezeTarget(live, folder);
    expect(everything(frozenTarget(folder))).toEqual(everything(live));
  });

  it("reads back equal when the kernel showed nothing", () => {
    const bare = liveTarget(madeUpKernel(), { files: { read: () => undefined, list: () => [] } });
    freezeTarget(bare, join(folder, "made", "on the way"));
    expect(everything(frozenTarget(join(folder, "made", "on the way")))).toEqual(everything(bare));
  });

  it("reads back equal when reduced", () => {
    const reduced = reduceTarget(liveTarget(madeUpKernel(), { files: madeUpFiles() }), {
      types: [{ kind: "struct", name: "task_struct" }],
      pointers: 0,
      keepsEvent: (_subsystem, name) => name === "sched_switch",
      keepsOption: (name) => name === "CONFIG_HZ",
    });
    freezeTarget(reduced, folder);
    const frozen = frozenTarget(folder);
    expect(everything(frozen)).toEqual(everything(reduced));
    expect(frozen.btf?.byName("fwd", "cred")).toBeDefined();
    expect(frozen.btf?.byName("struct", "unrelated")).toBeUndefined();
    expect(frozen.traceEvents()).toEqual([["sched", "sched_switch"]]);
    expect([...(frozen.configuration() ?? [])]).toEqual([["CONFIG_HZ", "1000"]]);
  });

  it("doesn't know what it wasn't asked", () => {
    freezeTarget(liveTarget(madeUpKernel(), { files: madeUpFiles() }), folder);
    expect(frozenTarget(folder).feature("time-travel").verdict).toBe("unknown");
  });

  it("names the folder that isn't one", () => {
    expect(() => frozenTarget(folder)).toThrow(`read target ${folder}: `);
    writeFileSync(join(folder, "target.json"), '{"format":99}');
    expect(() => frozenTarget(folder)).toThrow("format 99 where 1 is understood: freeze it again");
  });
});
