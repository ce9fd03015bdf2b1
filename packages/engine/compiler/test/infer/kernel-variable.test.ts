import { Btf, BtfBuilder } from "@tapset/btf";
import type { KernelSymbol, Target } from "@tapset/core";
import { defaultTarget } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { kernelVariable } from "../../src/infer/kernel-variable.js";

function machine({ rows = [], hasAll = true, modules = [] }: { rows?: readonly KernelSymbol[]; hasAll?: boolean; modules?: readonly string[] } = {}): Target {
  const builder = new BtfBuilder();
  const int = builder.int("int", 4, { signed: true });
  const variable = (name: string): number => builder.add({ kind: "var", name, typeId: int, linkage: "global" });
  const [runqueues, other, twice, plain] = ["runqueues", "cpu_number", "twice", "nr_threads"].map(variable);
  const at = (typeId: number, offset: number) => ({ typeId, offset, size: 4 });
  builder.add({ kind: "datasec", name: ".data..percpu", size: 64, variables: [at(other!, 8), at(runqueues!, 32), at(twice!, 40), at(twice!, 44)] });
  expect(plain).toBeGreaterThan(0);
  return {
    ...defaultTarget(),
    btf: Btf.parse(builder.toBytes()),
    config: (name) => (name === "CONFIG_KALLSYMS_ALL" && hasAll ? "y" : undefined),
    moduleNames: () => modules,
    moduleBtf: () => undefined,
    symbols: () => ({ list: () => rows, find: (name) => rows.find((row) => row.name === name), at: () => undefined }),
  };
}

const symbol = (name: string, type: string, address: bigint, module?: string): KernelSymbol => ({ name, type, address, module });

describe("a variable of the kernel", () => {
  it("that each CPU has is so far from the run queue's", () => {
    expect(kernelVariable(machine(), "cpu_number")).toMatchObject({ name: "cpu_number", ctype: { kind: "int" }, place: { kind: "per-cpu", distance: -24 } });
    expect(kernelVariable(machine(), "runqueues@kernel/sched/core.c")).toMatchObject({ name: "runqueues", place: { distance: 0 } });
  });

  it("is where its symbol is, of the module that is named", () => {
    const rows = [symbol("nr_threads", "T", 1n), symbol("nr_threads", "B", 0xffff_ffff_8200_0000n), symbol("nr_threads", "d", 0xffff_ffff_c000_0000n, "xfs"), symbol("plain", "d", 7n)];
    expect(kernelVariable(machine({ rows }), "nr_threads")).toMatchObject({ ctype: { kind: "int" }, place: { kind: "fixed", address: 0xffff_ffff_8200_0000n } });
    expect(kernelVariable(machine({ rows }), "nr_threads", "xfs")).toMatchObject({ ctype: undefined, place: { address: 0xffff_ffff_c000_0000n } });
    expect(kernelVariable(machine({ rows }), "plain", "kernel")).toMatchObject({ ctype: undefined, place: { address: 7n } });
  });

  it("that can't be told from another is none", () => {
    expect(kernelVariable(machine(), "twice")).toMatchObject({ message: "'twice' is the name of 2 variables" });
    expect(kernelVariable(machine({ rows: [symbol("same", "d", 1n), symbol("same", "b", 2n)] }), "same")).toMatchObject({ message: "'same' is the name of 2 variables" });
  });

  it("that isn't there is told with what may be meant, and why so few are known", () => {
    expect(kernelVariable(machine(), "cpu_numbr")).toEqual({ message: "'cpu_numbr' is no variable of the kernel that its symbols or its types tell of", hints: ["did you mean 'cpu_number'?"] });
    expect(kernelVariable(machine(), "x", "xfs")).toEqual({ message: "no module 'xfs' is loaded", hints: ["load it with: modprobe xfs"] });
    expect(kernelVariable(machine(), "_r_debug", "/lib/ld.so")).toMatchObject({ message: "'_r_debug' of /lib/ld.so can't be read: @var knows the variables of the kernel and of its modules" });
    expect(kernelVariable(machine({ hasAll: false, rows: [symbol("hidden", "d", 0n)], modules: ["xfs"] }), "hidden", "xfs")).toEqual({
      message: "'hidden' is no variable of module 'xfs' that its symbols or its types tell of",
      hints: ["use a kernel built with CONFIG_KALLSYMS_ALL: the symbols of this one are functions alone"],
    });
  });

  it("of a file takes debug information, which is told of where it's missing", () => {
    const target: Target = { ...machine(), debugInfo: () => ({ found: false, reason: "none is installed for the kernel", wayOut: ["install it"] }) };
    expect(kernelVariable(target, "hidden@mm/slub.c")).toEqual({ message: "'hidden@mm/slub.c' takes debug information: none is installed for the kernel", hints: ["install it"] });
  });
});
