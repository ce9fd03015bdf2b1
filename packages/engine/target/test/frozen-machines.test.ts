import { readdirSync } from "node:fs";
import { type PathStep, printType, resolvePath, tracepointArguments, tracepoints } from "@tapset/btf";
import { describe, expect, it } from "vitest";
import { frozenKernel, frozenKernelNames } from "../src/index.js";

it("every frozen kernel has its name", () => {
  expect(readdirSync(new URL("../frozen", import.meta.url))).toEqual(frozenKernelNames);
});

describe.each(frozenKernelNames)("the frozen kernel %s", (name) => {
  const target = frozenKernel(name);

  it("says which it is", () => {
    expect(name).toBe(`linux-${target.version.split(".").slice(0, 2).join(".")}-${target.arch}`);
    expect(target.feature("raw-tracepoint").verdict).toBe("yes");
  });

  it("has tracepoints with arguments that lead somewhere", () => {
    const { btf } = target;
    if (btf === undefined) throw new Error("no BTF");
    expect(tracepoints(btf).length).toBeGreaterThan(500);
    const prev = tracepointArguments(btf, "sched_switch")?.[1];
    expect(prev && printType(prev.type, prev.name)).toBe("struct task_struct *prev");
    const path = ["real_parent", "cred", "uid", "val"].map((name): PathStep => ({ kind: "member", name }));
    expect(prev && resolvePath(btf, prev.type, path)).toMatchObject({ ok: true, accesses: [{}, {}, { scalar: { size: 4 } }] });
  });

  it("has trace events with formats", () => {
    const events = target.traceEvents() ?? [];
    expect(events.length).toBeGreaterThan(1000);
    expect(events.filter(([subsystem, name]) => target.traceEvent(subsystem, name) === undefined)).toEqual([]);
  });
});

it("the frozen kernels differ where kernels do", () => {
  const [lab, native] = [frozenKernel("linux-6.1-x86_64"), frozenKernel("linux-6.18-x86_64")];
  const verdicts = (name: string): readonly string[] => [lab, native].map((target) => target.feature(name).verdict);
  expect(verdicts("kprobe")).toEqual(["yes", "no"]);
  expect(verdicts("uprobe")).toEqual(["yes", "yes"]);
  expect([lab.lockdown, native.lockdown]).toEqual(["none", "integrity"]);
  expect([lab, native].map((target) => target.config("CONFIG_KPROBES"))).toEqual(["y", undefined]);
});
